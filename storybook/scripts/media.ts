import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  h264,
  hls,
  lines,
  multivariantPlaylist,
  rendition,
  type Sheet,
  sheetFilter,
  storyboard,
  webVtt,
} from '../../elements/src/player/testing/ladder.ts';
import { run, workspace } from './run.ts';

/** Raise it when the recipe below changes: the folder is kept between builds. */
const recipe = 2;

/** What the stories play; made by `makeMedia`. */
export const mediaFolder = join(workspace, '.cache', `media-${recipe}`);

const seconds = 16;
const sheet: Sheet = { seconds, cellSeconds: 2, columns: 4, cell: { width: 160, height: 90 } };
const rungs = [
  { height: 360, kilobits: 350 },
  { height: 540, kilobits: 700 },
];

/**
 * Makes a sunset of 16 s once: `master.m3u8` with two renditions and their sound, `stalled.m3u8` whose segments end
 * after the first one, `clip.mp4` for uploads, `portrait.mp4`, `poster.jpg`, `storyboard.vtt` and captions.
 * `FFMPEG_PATH` names another ffmpeg than the one on the path.
 */
export const makeMedia = async (): Promise<void> => {
  if (existsSync(mediaFolder)) return;
  const folder = `${mediaFolder}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  try {
    await draw(folder);
    await writeTexts(folder);
    await rename(folder, mediaFolder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const draw = async (folder: string): Promise<void> => {
  const ffmpeg = (...args: string[]): Promise<void> =>
    run(process.env['FFMPEG_PATH'] ?? 'ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], folder);
  const aac = ['-c:a', 'aac', '-b:a', '96k'];

  await ffmpeg(
    ...['-filter_complex', `${sunset(960, 540)};${chord}`, '-map', '[picture]', '-map', '[sound]'],
    ...['-t', String(seconds), ...h264, '-crf', '18', ...aac, 'source.mp4'],
  );
  for (const rung of rungs) await ffmpeg('-i', 'source.mp4', '-an', ...rendition(rung));
  await ffmpeg('-i', 'source.mp4', '-vn', '-c:a', 'copy', ...hls('audio'));
  const short = ['-t', '6', ...h264, '-crf', '26', '-movflags', '+faststart'];
  await ffmpeg('-i', 'source.mp4', '-vf', 'scale=-2:360', ...short, ...aac, 'clip.mp4');
  await ffmpeg('-i', 'source.mp4', '-vf', 'crop=304:540:480:0', ...short, ...aac, 'portrait.mp4');
  await ffmpeg('-ss', '5', '-i', 'source.mp4', '-frames:v', '1', '-q:v', '4', 'poster.jpg');
  await ffmpeg('-ss', '5', '-i', 'portrait.mp4', '-frames:v', '1', '-q:v', '4', 'portrait.jpg');
  await ffmpeg(
    '-i',
    'source.mp4',
    '-vf',
    sheetFilter(sheet),
    '-frames:v',
    '1',
    '-q:v',
    '5',
    'storyboard.jpg',
  );
  await rm(join(folder, 'source.mp4'));
};

/** A sun that sinks behind two hills; each still is drawn once and shown for ever, since formulas are slow. */
const sunset = (width: number, height: number): string => {
  const still = 'loop=loop=-1:size=1,setpts=N/25/TB';
  const hill = (index: number, colour: string, wave: number): string =>
    `color=${colour}:s=${width * 2}x${height / 2}:r=25:d=0.04,format=yuva420p,` +
    `geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':` +
    `a='255*clip(Y-${height / 2}*(0.5+0.3*sin(2*PI*${wave}*X/${width}+${index})),0,1)',${still}[hill${index}]`;
  return [
    `gradients=s=${width}x${height}:r=25:n=3:c0=0x1d2057:c1=0xc2507f:c2=0xffb56b:x0=0:y0=0:x1=0:y1=${height}:d=0.04,${still}[sky]`,
    `color=0xfff1c9:s=180x180:r=25:d=0.04,format=yuva420p,` +
      `geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='235*clip((84-hypot(X-90,Y-90))/3,0,1)',${still}[sun]`,
    hill(0, '0x5b3168', 2),
    hill(1, '0x2a1d45', 1),
    `[sky][sun]overlay=x=${width * 0.52}:y='60+14*t':eval=frame[lit]`,
    `[lit][hill0]overlay=x='-mod(14*t,${width})':y=${height * 0.5}:eval=frame[far]`,
    `[far][hill1]overlay=x='-mod(40*t,${width})':y=${height * 0.62}:eval=frame,format=yuv420p[picture]`,
  ].join(';');
};

const chord =
  [110, 220, 261.63, 329.63].map((hz, n) => `sine=f=${hz}:r=48000[voice${n}]`).join(';') +
  ';[voice0][voice1][voice2][voice3]amix=inputs=4,volume=0.8,tremolo=f=0.2:d=0.6[sound]';

const writeTexts = async (folder: string): Promise<void> => {
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  await write('master.m3u8', multivariantPlaylist(rungs));
  await write('stalled.m3u8', multivariantPlaylist(rungs, 'stalled-'));
  for (const name of [...rungs.map(({ height }) => `v${height}`), 'audio']) {
    const playlist = await readFile(join(folder, `${name}.m3u8`), 'utf8');
    let segments = 0;
    const stalled = playlist
      .split('\n')
      .map((line) => (line && !line.startsWith('#') && segments++ > 0 ? `stalled/${line}` : line));
    await write(`stalled-${name}.m3u8`, lines(...stalled));
  }
  await write('storyboard.vtt', storyboard(sheet));
  await write(
    'captions.en.vtt',
    captions('The sun goes down behind the hills.', 'Somewhere, a chord is held.'),
  );
  await write(
    'captions.de.vtt',
    captions('Die Sonne geht hinter den Hügeln unter.', 'Irgendwo klingt ein Akkord.'),
  );
};

const captions = (first: string, second: string): string =>
  webVtt([
    [0, 8, first],
    [8, seconds, second],
  ]);
