import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { missingFeatures } from '@vidkit/platform/local/ffmpeg/features';
import { findNpmPrograms, installNpmPrograms } from '@vidkit/platform/local/ffmpeg/install';

import { cacheFolder } from '../bootstrap/folders.mjs';
import { makeDemoClip } from './demo-clip.ts';

describe('makeDemoClip', () => {
  it('gets by with the oldest build that a start may find, the one on npm', async () => {
    const cache = join(cacheFolder().folder, 'ffmpeg');
    if (!(await findNpmPrograms(cache))) await installNpmPrograms(cache);
    const programs = await findNpmPrograms(cache);
    assert.ok(programs, `nothing in ${cache}`);
    const folder = await mkdtemp(join(tmpdir(), 'vidkit-demo-'));
    try {
      assert.deepEqual(await missingFeatures(programs.ffmpeg, programs.ffprobe), []);
      await makeDemoClip(programs.ffmpeg, join(folder, 'demo.mp4'));
      assert.deepEqual(await readdir(folder), ['demo.mp4']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says in one line what ffmpeg had against it', async () => {
    await assert.rejects(makeDemoClip('/bin/false', '/nowhere/demo.mp4'), {
      message: 'ffmpeg cannot make it: it said nothing',
    });
  });
});
