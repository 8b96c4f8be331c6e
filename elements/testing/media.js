import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import {
  av1Rendition,
  h264,
  hls,
  multivariantPlaylist,
  rendition,
  sheetFilter,
  storyboard,
  webVtt,
} from '../src/player/testing/ladder.ts';

const run = promisify(execFile);

/** Raise it when the recipe below changes: the folder is kept between runs. */
const recipe = 5;
const seconds = 12;
const rungs = [180, 360].map((height) => ({ height, kilobits: height * 2 }));
const sheet = { seconds, cellSeconds: 2, columns: 3, cell: { width: 160, height: 90 } };

/**
 * Serves real media under `/media/`: `master.m3u8` (two H.264 renditions in fMP4 and their sound as a group of its
 * own), `a360.m3u8` and `a180.m3u8` (the same in AV1), `silent.mp4`, `poster.jpg`, `storyboard.vtt` with
 * `storyboard.jpg`, `captions.vtt` and `captions.de.vtt`. Made by ffmpeg once, before the first test. `?fail=<status>` answers
 * with that status.
 */
export const serveMedia = async () => {
  const folder = await makeMedia();
  return async (context, next) => {
    const name = /^\/media\/([\w.-]+)$/.exec(context.path)?.[1];
    if (!name) return next();
    const fail = Number(context.query.fail);
    if (fail) {
      context.status = fail;
      context.body = '';
      return undefined;
    }
    const path = join(folder, name);
    if (!existsSync(path)) {
      context.status = 404;
      return undefined;
    }
    const body = await readFile(path);
    context.set('access-control-allow-origin', '*');
    context.set('accept-ranges', 'bytes');
    context.type = types[name.slice(name.lastIndexOf('.'))] ?? 'application/octet-stream';
    const range = /^bytes=(\d+)-(\d*)$/.exec(context.get('range'));
    if (range) {
      const start = Number(range[1]);
      const end = range[2] ? Math.min(Number(range[2]), body.length - 1) : body.length - 1;
      context.status = 206;
      context.set('content-range', `bytes ${start}-${end}/${body.length}`);
      context.body = body.subarray(start, end + 1);
    } else {
      context.body = body;
    }
    return undefined;
  };
};

const types = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.m4s': 'video/iso.segment',
  '.vtt': 'text/vtt; charset=utf-8',
  '.jpg': 'image/jpeg',
};

/** Makes it once; returns the folder. */
export const makeMedia = async () => {
  const folder = join(tmpdir(), `vidkit-test-media-${recipe}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${process.pid}`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const ffmpeg = (...args) =>
    run(process.env.FFMPEG_PATH ?? 'ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { cwd: making });

  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=25:duration=${seconds}`];
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`];
  for (const rung of rungs) {
    await ffmpeg(...picture, ...rendition(rung));
    await ffmpeg(...picture, ...av1Rendition(rung));
  }
  await ffmpeg(...sound, '-c:a', 'aac', '-b:a', '96k', ...hls('audio'));
  const plain = ['-t', '3', ...h264, '-movflags', '+faststart'];
  await ffmpeg(...picture, '-vf', 'scale=-2:180', ...plain, 'silent.mp4');
  await ffmpeg(...picture, ...sound, '-c:a', 'aac', ...plain, 'clip.mp4');
  await ffmpeg(...picture, '-ss', '1', '-frames:v', '1', 'poster.jpg');
  await ffmpeg(...picture, '-vf', sheetFilter(sheet), '-frames:v', '1', 'storyboard.jpg');

  await writeFile(join(making, 'master.m3u8'), multivariantPlaylist(rungs));
  await writeFile(join(making, 'storyboard.vtt'), storyboard(sheet));
  await writeFile(join(making, 'captions.vtt'), captions('Caption'));
  await writeFile(join(making, 'captions.de.vtt'), captions('Untertitel'));
  await rename(making, folder).catch((error) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return folder;
};

const captions = (word) =>
  webVtt([
    [0, 4, `<v Ada>${word} one`],
    [4, seconds, `${word} two &amp; <i>more</i>\nsecond line`],
  ]);
