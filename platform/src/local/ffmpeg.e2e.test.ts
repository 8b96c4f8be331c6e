import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { missingEncoders, parseList } from './ffmpeg/features.ts';
import { FfmpegError, resolveFfmpeg } from './ffmpeg.ts';

describe('resolveFfmpeg', () => {
  let folder: string;
  const path = process.env['PATH'];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-ffmpeg-test-'));
  });

  after(async () => {
    process.env['PATH'] = path;
    await rm(folder, { recursive: true, force: true });
  });

  const config = (overrides = {}) => ({
    ffmpegPath: null,
    ffprobePath: null,
    systemInstall: false,
    dataDir: folder,
    ...overrides,
  });

  it('finds the one on PATH and remembers what it can do', async () => {
    const first = await resolveFfmpeg(config(), { cacheDir: folder });
    assert.equal(first?.source, 'path');
    const remembered = join(folder, 'ffmpeg.json');
    assert.deepEqual(JSON.parse(await readFile(remembered, 'utf8')).missing, []);
    const { mtimeMs } = await stat(remembered);
    assert.deepEqual(await resolveFfmpeg(config(), { cacheDir: folder }), first);
    assert.equal((await stat(remembered)).mtimeMs, mtimeMs, 'it was asked again');
  });

  it('refuses a named program that is missing or cannot do the work', async () => {
    const nowhere = config({ ffmpegPath: '/nowhere/ffmpeg' });
    await assert.rejects(resolveFfmpeg(nowhere, { cacheDir: folder }), FfmpegError);
    const poor = join(folder, 'poor-ffmpeg');
    await writeFile(poor, '#!/bin/sh\nexit 0\n');
    await chmod(poor, 0o755);
    await assert.rejects(resolveFfmpeg(config({ ffmpegPath: poor }), { cacheDir: folder }), {
      message: /lacks encoder libx264/,
    });
  });

  it('answers null, not an error, when there is none', async () => {
    process.env['PATH'] = join(folder, 'empty');
    assert.equal(await resolveFfmpeg(config(), { cacheDir: folder }), null);
    process.env['PATH'] = path;
  });
});

describe('missingEncoders', () => {
  it('names what a program lacks of the codecs that are asked for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vidkit-ffmpeg-test-'));
    const program = join(folder, 'ffmpeg');
    const listed = [' V....D libx264 H.264', ' V....D libx265 HEVC'].map((line) => `echo '${line}'`);
    await writeFile(program, ['#!/bin/sh', ...listed, ''].join('\n'));
    await chmod(program, 0o755);
    assert.deepEqual(await missingEncoders(program, ['h264', 'hevc']), []);
    assert.deepEqual(await missingEncoders(program, ['h264', 'hevc', 'av1']), ['libsvtav1']);
    await rm(folder, { recursive: true, force: true });
  });
});

describe('parseList', () => {
  it('reads the names behind the flags, whatever the columns', () => {
    const text =
      ' V..... = Video\n ------\n V....D libx264    H.264\n ... tile     V->V  Tile\n  E mov,mp4  QuickTime\n';
    const names = parseList(text);
    for (const name of ['libx264', 'tile', 'mov', 'mp4']) assert.ok(names.has(name), name);
  });
});
