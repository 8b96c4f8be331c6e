import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { planEncode } from '../../steps/encode-plan.ts';
import { makeClip, programs } from '../../testing/clips.ts';
import { createSource } from '../../testing/source.ts';
import { thumbnailSide } from '../transcoder.ts';
import { FfmpegTranscoder } from './ffmpeg-transcoder.ts';

describe('FfmpegTranscoder.grabFrame', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-grab-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('takes the keyframe before the place, however long before', async () => {
    const path = await makeClip({ folder, name: 'sparse.mp4', size: '320x180', sound: false });
    const { picture } = planEncode(createSource());
    assert.ok(picture);
    const frame = await new FfmpegTranscoder({ ffmpeg: programs.ffmpeg }).grabFrame(
      {
        source: { path, demuxer: 'mov' },
        picture,
        at: 1.7,
        keyframe: true,
        width: 320,
        height: 180,
        path: join(folder, 'frame.jpg'),
      },
      new AbortController().signal,
    );
    assert.equal(frame?.pixels.length, thumbnailSide * thumbnailSide * 3);
  });
});
