import assert from 'node:assert/strict';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { makeBox } from './boxes.ts';
import { TrackReader } from './track-reader.ts';

describe('TrackReader', () => {
  let folder = '';
  let file: FileHandle;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-track-'));
    file = await open(join(folder, 'growing.mp4'), 'w+');
  });
  after(async () => {
    await file.close();
    await rm(folder, { recursive: true, force: true });
  });

  const numbers = (...values: readonly number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, i) => bytes.writeUInt32BE(value, i * 4));
    return bytes;
  };
  const sound = Buffer.concat([Buffer.alloc(8), Buffer.from('soun'), Buffer.alloc(12)]);
  const init = makeBox(
    'moov',
    makeBox(
      'trak',
      makeBox('tkhd'),
      makeBox(
        'mdia',
        makeBox('mdhd', numbers(0, 0, 0, 48_000)),
        makeBox('hdlr', sound),
        makeBox(
          'minf',
          makeBox('stbl', makeBox('stsd', numbers(0, 1), makeBox('mp4a', Buffer.alloc(28), makeBox('esds')))),
        ),
      ),
    ),
    makeBox('mvex', makeBox('trex', numbers(0, 1, 1, 1024, 0, 0))),
  );
  const fragment = (time: number) => {
    const tfhd = makeBox('tfhd', numbers(0, 1));
    const traf = makeBox('traf', tfhd, makeBox('tfdt', numbers(0, time)), makeBox('trun', numbers(0, 2)));
    return Buffer.concat([makeBox('moof', traf), makeBox('mdat', Buffer.alloc(10))]);
  };

  it('sees each fragment once, and only when its last byte is there', async () => {
    const bytes = Buffer.concat([makeBox('ftyp'), init, fragment(0), makeBox('sidx'), fragment(2048)]);
    const reader = new TrackReader(file);
    const seen: { written: number; end: number; time: number }[] = [];
    for (let written = 0; written < bytes.length; written += 1) {
      await file.write(bytes, written, 1, written);
      for (const { offset, size, time } of await reader.advance()) {
        seen.push({ written: written + 1, end: offset + size, time });
      }
    }
    assert.deepEqual(
      seen.map(({ time }) => time),
      [0, 2048],
    );
    for (const { written, end } of seen) assert.equal(written, end);
    assert.equal(reader.end, bytes.length);
    assert.equal(reader.init?.bytes.length, 8 + init.length);
    assert.equal(reader.init?.header.timescale, 48_000);
  });
});
