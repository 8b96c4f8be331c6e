import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

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
      const asked = ['-v', 'error', '-show_entries', 'stream=width,height,sample_aspect_ratio'];
      const form = ['-select_streams', 'v', '-of', 'csv=p=0', join(folder, 'demo.mp4')];
      const { stdout } = await promisify(execFile)(programs.ffprobe, [...asked, ...form]);
      assert.equal(stdout.trim(), '1280,720,1:1');
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
