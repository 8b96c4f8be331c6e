import { type AudioPlan, type EncodePlan, frameCount, type PicturePlan } from '../../steps/encode-plan.ts';
import { type FrameRate, framesFit, perSecond } from '../../steps/frame-rate.ts';
import type { Rung, VideoRange } from '../../steps/ladder.ts';
import { soundForms } from '../../steps/sound-form.ts';
import { limiterCeiling, type SoundLevel } from '../../steps/sound-level.ts';
import { framesPerTile } from '../../steps/storyboard.ts';
import type { LoudnessJob, Part, TranscodeJob } from '../transcoder.ts';
import type { FfmpegFeatures } from './features.ts';

/** Its outputs are `rungLabel` and `audioLabel` by place in the job, and the storyboard's. */
export interface FilterGraph {
  readonly text: string;
  readonly storyboard: string | null;
}

export const rungLabel = (index: number): string => `[v${index}]`;
export const audioLabel = (index: number): string => `[a${index}]`;

/** How pictures reach the encoders. */
export const pixelFormats: Readonly<Record<VideoRange, string>> = {
  sdr: 'yuv420p',
  pq: 'yuv420p10le',
  hlg: 'yuv420p10le',
};

/** Frames of a rung that a job makes. */
export const framesOf = ({ plan, part }: Pick<TranscodeJob, 'plan' | 'part'>, rung: Rung): number =>
  part ? framesFit(part.duration, rung.frameRate) : frameCount(plan, rung);

/** Seconds. */
export const halfFrame = ({ picture }: EncodePlan): number =>
  picture ? 0.5 / perSecond(picture.frameRate) : 0;

/** The part of a job that does not begin with the source. */
export const seekingPart = ({ plan, part }: Pick<TranscodeJob, 'plan' | 'part'>): Part | null =>
  part && (part.start > 0 || (plan.cutFrom ?? 0) > 0) ? part : null;

/**
 * One decode feeds all rungs; each is scaled from the one above it, in whichever codec that is. HDR rungs branch off
 * before the tone-mapping and have a cascade of their own.
 */
export const buildFilterGraph = (job: TranscodeJob, features: FfmpegFeatures): FilterGraph => {
  const { plan, audio, storyboard } = job;
  const chains = pictureChains(job);
  const last = bySize(job, ({ range }) => range === 'sdr').at(-1);
  if (storyboard && last) {
    const step = framesPerTile(storyboard, last.rung.frameRate);
    chains.push(
      `[${last.onward}]framestep=${step},scale=${storyboard.width}:${storyboard.height}:flags=area:${jpegColour},setsar=1,` +
        `tile=${storyboard.columns}x${storyboard.rows}[sheets]`,
    );
  }
  for (const same of alikeSounds(audio)) {
    const [first] = same;
    const split = same.length > 1 ? `,asplit=${same.length}` : '';
    const labels = same.map(({ index }) => audioLabel(index)).join('');
    if (first) {
      const { plan: one } = first;
      chains.push(`${sound(one, features)},apad,atrim=end=${seconds(plan.duration)}${split}${labels}`);
    }
  }
  return {
    text: chains.join(';'),
    storyboard: storyboard ? '[sheets]' : null,
  };
};

/** A rung in its cascade. */
interface Step {
  readonly rung: Rung;
  /** Place in the job. */
  readonly index: number;
  /** Label of the same picture, for the next step. */
  readonly onward: string;
}

/** The rungs that are made of the same picture, from the largest on. */
const bySize = ({ rungs }: TranscodeJob, belongs: (rung: Rung) => boolean): Step[] => {
  const pixels = ({ rung }: { rung: Rung }) => rung.width * rung.height;
  return rungs
    .map((rung, index) => ({ rung, index }))
    .filter(({ rung }) => belongs(rung))
    .toSorted((a, b) => pixels(b) - pixels(a))
    .map((step, i) => ({ ...step, onward: `${step.rung.range === 'sdr' ? 't' : 'h'}${i}` }));
};

const pictureChains = (job: TranscodeJob): string[] => {
  const { plan, urgent, storyboard } = job;
  const [forAll, hdr] = [
    bySize(job, ({ range }) => range === 'sdr'),
    bySize(job, ({ range }) => range !== 'sdr'),
  ];
  const top = (forAll[0] ?? hdr[0])?.rung;
  if (!top) return [];
  const picture = pictureOf(plan);
  const source = `[0:${picture.streamIndex}]${fromSource(job, picture, top)}`;
  const scaler = urgent ? 'area' : 'bicubic';
  const tones = (from: string) =>
    cascade(`${from}${normalisePicture(picture, top, scaler)}`, forAll, { goesOn: storyboard !== null });
  const lights = (from: string) =>
    cascade(`${from}${keepHdr(picture, hdr[0]?.rung ?? top)}`, hdr, { goesOn: false });
  if (hdr.length === 0) return tones(`${source},`);
  if (forAll.length === 0) return lights(`${source},`);
  return [`${source},split=2[sdr][hdr]`, ...tones('[sdr]'), ...lights('[hdr]')];
};

/** `first` makes the picture of the first step. With `goesOn` somebody takes what the last one passes on. */
const cascade = (first: string, steps: readonly Step[], { goesOn }: { goesOn: boolean }): string[] =>
  steps.map(({ rung, index, onward }, i) => {
    const above = steps[i - 1];
    const filters = above ? `[${above.onward}]${fromAbove(rung, above.rung)}` : first;
    const ends = i === steps.length - 1 && !goesOn;
    return ends ? `${filters}${rungLabel(index)}` : `${filters},split=2${rungLabel(index)}[${onward}]`;
  });

/** One measuring filter for each sound; its outputs are `audioLabel` by place. */
export const buildLoudnessGraph = ({ plan, audio }: LoudnessJob, features: FfmpegFeatures): string =>
  audio
    .map(
      (one, i) =>
        `${sound(one, features)},atrim=end=${seconds(plan.duration)},ebur128=peak=true:framelog=verbose[a${i}]`,
    )
    .join(';');

/** Sounds by what is encoded, which one chain makes for all forms of it; each with its place in the job. */
const alikeSounds = (audio: readonly AudioPlan[]) =>
  Map.groupBy(
    audio.map((plan, index) => ({ plan, index })),
    ({ plan: { streamIndex, form } }) => `${streamIndex} ${soundForms[form].layout}`,
  ).values();

/** From a stream of the source to what is encoded of it: from 0 on, in its channels, as loud as it shall be. */
const sound = ({ streamIndex, form, level }: AudioPlan, features: FfmpegFeatures): string =>
  [
    `[0:${streamIndex}]aresample=48000:async=1:first_pts=0:rematrix_maxval=1`,
    `aformat=sample_fmts=fltp:channel_layouts=${soundForms[form].layout}`,
    ...(level ? adjust(level, features) : []),
  ].join(',');

/** Peaks between the samples count too, so the limiter sees four times as many. */
const adjust = ({ gain, limited }: SoundLevel, { limiterLatency }: FfmpegFeatures): string[] => {
  const volume = `volume=${gain}dB:precision=float`;
  if (!limited) return [volume];
  const limit = (10 ** (limiterCeiling / 20)).toFixed(4);
  const limiter = `alimiter=limit=${limit}:attack=5:release=50:level=0${limiterLatency ? ':latency=1' : ''}`;
  return [volume, 'aresample=192000', limiter, 'aresample=48000', 'aformat=sample_fmts=fltp'];
};

/** Throws `RangeError` for sound alone, of which nobody asks a rung. */
const pictureOf = ({ picture }: EncodePlan): PicturePlan => {
  if (!picture) throw new RangeError('There is no picture to make a rung of.');
  return picture;
};

/** Scaling and colour for one picture of the source; shared with poster frames. */
export const normalisePicture = (
  picture: PicturePlan,
  size: { width: number; height: number },
  scaler = 'bicubic',
): string =>
  picture.toneMap
    ? `scale=${size.width}:${size.height}:flags=${scaler},setsar=1,${toneMap}`
    : `scale=${size.width}:${size.height}:flags=${scaler}:in_color_matrix=${picture.matrix}:` +
      'out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p';

/** JPEG means BT.601 and the full range, whatever the video says. */
export const jpegColour = 'in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc';

/** After the first scale, where it costs half as much. */
const toneMap =
  'zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,' +
  'zscale=t=bt709:m=bt709:r=tv,format=yuv420p';

/** The size changes, the light does not. */
const keepHdr = ({ matrix }: PicturePlan, { width, height, range }: Rung): string =>
  `scale=${width}:${height}:flags=bicubic:in_color_matrix=${matrix}:out_color_matrix=bt2020:out_range=tv,` +
  `setsar=1,format=${pixelFormats[range]}`;

/** The frames that the highest rung shows, as they are in the source. */
const fromSource = (job: TranscodeJob, picture: PicturePlan, rung: Rung): string => {
  const { plan, part } = job;
  const toTheEnd = !part || part.start + part.duration > plan.duration - halfFrame(plan);
  return [
    ...(seekingPart(job) ? [`setpts=PTS-${seconds(halfFrame(plan))}/TB`] : []),
    ...deinterlace(picture, rung),
    `fps=${fraction(rung.frameRate)}:start_time=0`,
    // The probe's durations are promises; a picture that ends early is held until the sound has ended.
    ...(toTheEnd
      ? [`tpad=stop_mode=clone:stop_duration=${seconds(picture.hold + plan.duration * 0.05 + 1)}`]
      : []),
    `trim=end_frame=${framesOf(job, rung)}`,
  ].join(',');
};

const fromAbove = (rung: Rung, above: Rung): string =>
  [
    ...(perSecond(rung.frameRate) === perSecond(above.frameRate) ? [] : ['framestep=2']),
    ...(rung.width === above.width && rung.height === above.height
      ? []
      : [`scale=${rung.width}:${rung.height}:flags=bicubic`]),
    'setsar=1',
  ].join(',');

/** A frame from every field keeps the motion; where the rung has half the rate, a frame from both will do. */
const deinterlace = (picture: PicturePlan, rung: Rung): string[] => {
  if (!picture.interlaced) return [];
  const full = perSecond(rung.frameRate) === perSecond(picture.frameRate);
  return [`bwdif=mode=${full ? 'send_field' : 'send_frame'}:deint=interlaced`];
};

const fraction = (rate: FrameRate): string => `${rate.num}/${rate.den}`;

const seconds = (value: number): string => value.toFixed(6);
