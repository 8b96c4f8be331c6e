import type { Source, Transcoder } from '../transcoders/transcoder.ts';
import type { AudioPlan, EncodePlan } from './encode-plan.ts';

/** What was measured of a sound as it is encoded, after the downmix (EBU R 128). */
export interface Loudness {
  /** LUFS; -70 also for sound too short to tell. */
  readonly integrated: number;
  /** dBTP; `-Infinity` for digital silence. */
  readonly truePeak: number;
}

/** How a sound is brought to the loudness of all others. */
export interface SoundLevel {
  /** Decibels. */
  readonly gain: number;
  /** Peaks would exceed the ceiling after the gain, so they are held down. */
  readonly limited: boolean;
}

/** LUFS that every sound has, so that nobody reaches for the volume between two videos. */
export const targetLoudness = -16;
/** dBTP before encoding. */
const peakCeiling = -1.5;
/** dBTP to which peaks are limited: AAC adds up to a decibel to such as these. */
export const limiterCeiling = -2;
/** Decibels; more would make noise of silence. */
const mostGain = 30;
const unmeasurable = -69.9;
const silentPeak = -60;
/** Decibels of a gain that nobody hears. */
const inaudible = 0.1;

export interface LevelledSound {
  readonly audio: readonly AudioPlan[];
  /** Codes for the uploader. */
  readonly warnings: readonly string[];
}

/**
 * The audio of a plan with the level that each needs. Reads the sound of the whole source, about a hundredth of
 * its duration on one core; a sound whose peaks have to be limited is measured again behind the limiter, which
 * takes some of its loudness away. Surround is measured on its own, for its downmix is decibels louder or softer. What
 * mobile lines get is the same sound as stereo, in fewer bytes.
 */
export const levelSound = async (
  job: { readonly source: Source; readonly plan: EncodePlan; readonly transcoder: Transcoder },
  signal: AbortSignal,
): Promise<LevelledSound> => {
  const { source, plan, transcoder } = job;
  if (plan.audio.length === 0) return { audio: [], warnings: [] };
  const measure = (audio: readonly AudioPlan[]) =>
    transcoder.measureLoudness({ source, plan, audio }, signal);

  const audible = plan.audio.filter(({ form }) => form !== 'mobile');
  const measured = await measure(audible);
  const first = audible.map((one, i) => ({ ...one, level: chooseLevel(measured[i] ?? null) }));
  const limited = first.filter(({ level }) => level?.limited);
  const behind = limited.length > 0 ? await measure(limited) : [];
  const corrected = new Map(
    limited.map(({ name, level }, i) => [name, level && correctLevel(level, behind[i] ?? null)]),
  );
  const levels = new Map(
    first.map(({ streamIndex, form, name, level }) => [
      `${form} ${streamIndex}`,
      corrected.get(name) ?? level,
    ]),
  );
  return {
    audio: plan.audio.map((one) => {
      const form = one.form === 'mobile' ? 'stereo' : one.form;
      return { ...one, level: levels.get(`${form} ${one.streamIndex}`) ?? null };
    }),
    warnings: [...new Set(measured.flatMap((one) => (one ? noteOn(one) : [])))],
  };
};

/** The level for a measured sound; null where it stays as it is. */
export const chooseLevel = (measured: Loudness | null): SoundLevel | null => {
  if (!measured || measured.integrated <= unmeasurable) return null;
  const gain = Math.min(mostGain, targetLoudness - measured.integrated);
  const limited = measured.truePeak + gain > peakCeiling;
  return Math.abs(gain) < inaudible && !limited ? null : { gain: round(gain), limited };
};

/** Gives back what the limiter took, as far as it may be raised. */
export const correctLevel = (level: SoundLevel, behind: Loudness | null): SoundLevel => {
  if (!behind || behind.integrated <= unmeasurable || level.gain >= mostGain) return level;
  return { ...level, gain: round(Math.min(mostGain, level.gain + targetLoudness - behind.integrated)) };
};

const noteOn = ({ integrated, truePeak }: Loudness): string[] => {
  if (truePeak <= silentPeak) return ['audio_silent'];
  return integrated > unmeasurable && targetLoudness - integrated > mostGain ? ['audio_quiet'] : [];
};

const round = (decibels: number): number => Math.round(decibels * 100) / 100;
