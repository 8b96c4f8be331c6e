import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const chordSeconds = 5;

/** Four chords of a quiet pad: frequencies in Hz, low to high. */
const chords = [
  [110, 220, 261.63, 329.63],
  [87.31, 174.61, 261.63, 349.23],
  [130.81, 196, 261.63, 329.63],
  [98, 196, 246.94, 293.66],
];

const demoSeconds = chords.length * chordSeconds;

/** Hills from far to near: colour, height in pixels, waves a screen, and pixels a second to the left. */
const hills = [
  { colour: '0x7a3f78', height: 250, waves: [1, 3], speed: 12 },
  { colour: '0x4b2a63', height: 190, waves: [2, 5], speed: 30 },
  { colour: '0x241a3e', height: 120, waves: [1, 4], speed: 64 },
];

/**
 * Makes the demo video with nothing but sources that every ffmpeg brings: hills pass below a setting sun, to a pad of
 * four chords. 20 s, 1280 × 720, H.264 and AAC. Throws with the last line of what ffmpeg said.
 */
export const makeDemoClip = async (ffmpeg: string, path: string): Promise<void> => {
  const unfinished = `${path}.part.mp4`;
  await run(ffmpeg, [
    ...['-nostdin', '-v', 'error', '-y', '-filter_complex', `${picture};${sound}`],
    ...['-map', '[picture]', '-map', '[sound]', '-t', String(demoSeconds)],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '21', '-g', '48'],
    ...['-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart'],
    unfinished,
  ]).catch((cause: unknown) => {
    const said = (cause as { stderr?: string }).stderr?.trim().split('\n').at(-1);
    throw new Error(`ffmpeg cannot make it: ${said || 'it said nothing'}`, { cause });
  });
  await rename(unfinished, path);
};

/** One drawn frame, shown for ever: drawing each pixel by a formula is slow, and once is enough. */
const still = 'loop=loop=-1:size=1,setpts=N/24/TB';

/** From the top to the horizon, 600 lines below it: red, green and blue of the evening. */
const evening = [
  [0x1b, 0x1d, 0x4b],
  [0xc2, 0x50, 0x7f],
  [0xff, 0xb5, 0x6b],
] as const;

/** One channel of the evening by line. Old builds, npm's among them, have no filter for gradients. */
const shade = (channel: 0 | 1 | 2): string => {
  const [top, middle, horizon] = evening.map((colour) => colour[channel]);
  return `'if(lt(Y,300),lerp(${top},${middle},Y/300),lerp(${middle},${horizon},min(Y/300-1,1)))'`;
};

/** A narrow strip, widened: a formula for each pixel is slow. */
const sky =
  `color=black:s=8x720:r=24:d=0.04,format=gbrp,geq=r=${shade(0)}:g=${shade(1)}:b=${shade(2)},` +
  `scale=1280:720:flags=neighbor,setsar=1,${still},format=yuv420p[sky]`;

const sun =
  `color=0xfff1c9:s=220x220:r=24:d=0.04,format=yuva420p,` +
  `geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='185*clip((78-hypot(X-110,Y-110))/3,0,1)+70*clip((110-hypot(X-110,Y-110))/32,0,1)',${still}[sun]`;

/** Twice as wide as the screen and periodic, so that it can pass without an end. */
const hill = ({ colour, height, waves: [slow, fast] }: (typeof hills)[number], index: number): string =>
  `color=${colour}:s=2560x${height}:r=24:d=0.04,format=yuva420p,` +
  `geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':` +
  `a='255*clip(Y-${height}*(0.45+0.28*sin(2*PI*${slow}*X/1280+${index})+0.12*sin(2*PI*${fast}*X/1280)),0,1)',${still}[hill${index}]`;

const picture = [
  sky,
  sun,
  ...hills.map(hill),
  `[sky][sun]overlay=x='400+12*t':y='70+14*t':eval=frame[scene0]`,
  ...hills.map(
    ({ height, speed }, index) =>
      `[scene${index}][hill${index}]overlay=x='-mod(${speed}*t,1280)':y=${720 - height}:eval=frame[scene${index + 1}]`,
  ),
  `[scene${hills.length}]format=yuv420p[picture]`,
].join(';');

const sound = [
  ...chords.map((chord, index) => {
    const voices = chord.map((hz) => `sine=f=${hz}:r=24000:d=${chordSeconds}`);
    const names = chord.map((_, voice) => `[voice${index}${voice}]`);
    const fades = `afade=d=1.6,afade=t=out:st=${chordSeconds - 1.8}:d=1.8`;
    return [
      ...voices.map((voice, number) => `${voice}${names[number]}`),
      `${names.join('')}amix=inputs=${chord.length},volume=3,${fades}[chord${index}]`,
    ].join(';');
  }),
  `${chords.map((_, index) => `[chord${index}]`).join('')}concat=n=${chords.length}:v=0:a=1,` +
    'aecho=0.8:0.6:210|340:0.35|0.25,aresample=48000,aformat=channel_layouts=stereo,asetnsamples=1024[sound]',
].join(';');
