import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Raise it when the recipe below changes: the folder is kept between runs. */
const recipe = 3;
const seconds = 12;
const heights = [180, 360];

/**
 * Serves real media under `/media/`: `master.m3u8` (two H.264 renditions in fMP4 and their sound as a group of its
 * own), `silent.mp4`, `poster.jpg`, `storyboard.vtt` with `storyboard.jpg`, `captions.vtt` and `captions.de.vtt`.
 * Made by ffmpeg once, before the first test. `?fail=<status>` answers with that status.
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

const makeMedia = async () => {
  const folder = join(tmpdir(), `vidkit-test-media-${recipe}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${process.pid}`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  const ffmpeg = (...args) =>
    run(process.env.FFMPEG_PATH ?? 'ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { cwd: making });

  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=25:duration=${seconds}`];
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`];
  const h264 = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '50',
    '-sc_threshold',
    '0',
  ];
  const hls = (name) => [
    ...['-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
    ...['-hls_flags', 'single_file+independent_segments', `${name}.m3u8`],
  ];
  for (const height of heights) {
    const rate = ['-b:v', `${height * 2}k`, '-maxrate', `${height * 2}k`, '-bufsize', `${height * 4}k`];
    await ffmpeg(...picture, '-vf', `scale=-2:${height}`, ...h264, ...rate, ...hls(`v${height}`));
  }
  await ffmpeg(...sound, '-c:a', 'aac', '-b:a', '96k', ...hls('audio'));
  await ffmpeg(
    ...picture,
    '-t',
    '3',
    '-vf',
    'scale=-2:180',
    ...h264,
    '-movflags',
    '+faststart',
    'silent.mp4',
  );
  await ffmpeg(
    ...picture,
    ...sound,
    '-t',
    '3',
    ...h264,
    '-c:a',
    'aac',
    '-movflags',
    '+faststart',
    'clip.mp4',
  );
  await ffmpeg(...picture, '-ss', '1', '-frames:v', '1', 'poster.jpg');
  await ffmpeg(
    ...picture,
    '-vf',
    'fps=1/2:round=up,scale=160:90,tile=3x2',
    '-frames:v',
    '1',
    'storyboard.jpg',
  );

  await writeFile(join(making, 'master.m3u8'), masterPlaylist());
  await writeFile(join(making, 'storyboard.vtt'), storyboard());
  await writeFile(join(making, 'captions.vtt'), captions('Caption'));
  await writeFile(join(making, 'captions.de.vtt'), captions('Untertitel'));
  await rename(making, folder).catch((error) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return folder;
};

const masterPlaylist = () =>
  [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="1",URI="audio.m3u8"',
    ...heights.flatMap((height) => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${height * 2200 + 110_000},RESOLUTION=${(height * 16) / 9}x${height},CODECS="avc1.64001e,mp4a.40.2",FRAME-RATE=25,AUDIO="a"`,
      `v${height}.m3u8`,
    ]),
    '',
  ].join('\n');

const stamp = (at) => `00:00:${String(at).padStart(2, '0')}.000`;

const storyboard = () =>
  [
    'WEBVTT',
    ...[0, 1, 2, 3, 4, 5].map((cell) => {
      const place = `${(cell % 3) * 160},${Math.floor(cell / 3) * 90},160,90`;
      return `${stamp(cell * 2)} --> ${stamp(cell * 2 + 2)}\nstoryboard.jpg#xywh=${place}`;
    }),
  ].join('\n\n') + '\n';

const captions = (word) =>
  `WEBVTT\n\n1\n00:00:00.000 --> 00:00:04.000\n<v Ada>${word} one\n\n2\n00:00:04.000 --> 00:00:12.000\n${word} two &amp; <i>more</i>\nsecond line\n`;
