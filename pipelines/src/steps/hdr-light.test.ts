import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readLight } from './hdr-light.ts';

describe('readLight', () => {
  const mastering = {
    side_data_type: 'Mastering display metadata',
    ...{ red_x: '34000/50000', red_y: '16000/50000', green_x: '13250/50000', green_y: '34500/50000' },
    ...{
      blue_x: '7500/50000',
      blue_y: '3000/50000',
      white_point_x: '15635/50000',
      white_point_y: '16450/50000',
    },
    ...{ min_luminance: '1/10000', max_luminance: '10000000/10000' },
  };

  it('counts in the steps of the SEI messages', () => {
    assert.deepEqual(
      readLight([
        mastering,
        { side_data_type: 'Content light level metadata', max_content: 1000, max_average: 400 },
      ]),
      {
        mastering: {
          red: { x: 34_000, y: 16_000 },
          green: { x: 13_250, y: 34_500 },
          blue: { x: 7500, y: 3000 },
          white: { x: 15_635, y: 16_450 },
          brightest: 10_000_000,
          darkest: 1,
        },
        content: { brightest: 1000, average: 400 },
      },
    );
  });

  it('takes fractions of any kind', () => {
    const { mastering: read } = readLight([{ ...mastering, red_x: '17/25', max_luminance: '1000/1' }]) ?? {};
    assert.deepEqual([read?.red.x, read?.brightest], [34_000, 10_000_000]);
  });

  it('believes nothing that is not whole', () => {
    assert.equal(readLight([]), null);
    assert.equal(readLight([{ side_data_type: 'Display Matrix', rotation: -90 }]), null);
    assert.equal(readLight([{ ...mastering, red_x: '1/0' }]), null);
    assert.equal(readLight([{ ...mastering, min_luminance: '1:scenecut=40' }]), null);
    assert.equal(readLight([{ side_data_type: 'Content light level metadata', max_content: 1000 }]), null);
  });
});
