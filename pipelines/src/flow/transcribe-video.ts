import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { writeWebVtt } from '@vidkit/contracts/captions/write-web-vtt';
import type { TranscriptionStatus, TranscriptionWanted } from '@vidkit/contracts/events/transcription';
import { nullIfMissing, type ObjectStore } from '@vidkit/platform/ports/object-store';
import { readText } from '@vidkit/platform/ports/stored-text';
import { type Transcriber, TranscriberError } from '@vidkit/platform/ports/transcriber';

import { parseMultivariant } from '../steps/check/parse-playlist.ts';
import { MediaFailure } from '../steps/media-failure.ts';
import { readableCues } from '../steps/readable-cues.ts';
import { soundForms } from '../steps/sound-form.ts';
import type { Transcoder } from '../transcoders/transcoder.ts';
import { type Attempt, mostAttempts, type ProcessLog } from './attempt.ts';

export interface TranscribePorts {
  readonly store: ObjectStore;
  readonly transcoder: Transcoder;
  /** Null where the operator named no model. */
  readonly transcriber: Transcriber | null;
  readonly emit: (status: TranscriptionStatus) => Promise<void>;
  readonly scratchDir: string;
  readonly log: ProcessLog;
}

/**
 * From published sound to WebVTT in the time of the video. Repeating it makes the same object again. What another try
 * would not change is emitted as `transcription_failed`; anything else throws, and is emitted on the last attempt only.
 */
export const transcribeVideo = async (
  message: TranscriptionWanted,
  { signal, attempt, lastAttempt }: Attempt,
  ports: TranscribePorts,
): Promise<void> => {
  const { videoId, number } = message;
  const { store, emit, scratchDir, log } = ports;
  await mkdir(scratchDir, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(scratchDir, 'transcription-'));
  try {
    if (attempt > mostAttempts) throw new MediaFailure('out_of_resources', `attempt ${attempt}`);
    const { language, text, cues } = await hear(message, { ...ports, folder, signal });
    const key = `v/${videoId}/text/heard-${number}.vtt`;
    await store.put(key, text, 'text/vtt; charset=utf-8');
    await emit({ type: 'transcribed', videoId, number, key, language, cues });
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = failureOf(error);
    if (!failure && !lastAttempt) throw error;
    log.warn({ videoId, number, err: error }, 'transcription failed');
    const { code, detail } = failure ?? new MediaFailure('transcription_failed');
    await emit({ type: 'transcription_failed', videoId, number, failure: { code, detail } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

interface Hearing extends TranscribePorts {
  readonly folder: string;
  readonly signal: AbortSignal;
}

const hear = async (message: TranscriptionWanted, ports: Hearing) => {
  const { transcriber, transcoder, store, folder, signal } = ports;
  if (!transcriber) throw new MediaFailure('transcriber_missing', 'TRANSCRIBER_MODEL is not set');
  const { durationMs } = message;
  const duration = durationMs / 1000;
  const sound = await fetchSound(message, { store, folder });
  const path = join(folder, 'speech.wav');
  await transcoder.extractSpeech({ source: { path: sound, demuxer: 'mov' }, duration, path }, signal);
  const { language, phrases } = await transcriber.transcribe(
    { path, duration, language: message.language, folder },
    { signal, onProgress: reportTo(message, ports) },
  );
  const cues = readableCues(phrases, { durationMs, language });
  if (cues.length === 0) throw new MediaFailure('no_speech');
  return { language, text: writeWebVtt(cues), cues: cues.length };
};

/** News that is lost is followed by more. */
const reportTo =
  ({ videoId, number }: TranscriptionWanted, { emit, log }: TranscribePorts) =>
  (done: number): void => {
    const percent = Math.round(done * 1000) / 10;
    emit({ type: 'transcribing', videoId, number, percent }).catch((error: unknown) =>
      log.warn({ videoId, number, err: error }, 'progress of a transcription was not told'),
    );
  };

/** The published sound in the language that was asked for, else the one that players begin with. */
const fetchSound = async (
  { prefix, multivariant, language }: TranscriptionWanted,
  { store, folder }: Pick<Hearing, 'store' | 'folder'>,
): Promise<string> => {
  const playlist = await readText(store, prefix + multivariant);
  const name = playlist === null ? undefined : soundIn(playlist, language);
  if (name === undefined) throw new MediaFailure('sound_missing', prefix + multivariant);
  const path = await nullIfMissing(store.toFile(`${prefix}${name.replace(/\.m3u8$/, '.mp4')}`, folder));
  if (path === null) throw new MediaFailure('sound_missing', prefix + name);
  return path;
};

/** Sound alone of one language is the variant itself. */
const soundIn = (playlist: string, language: string | null): string | undefined => {
  const { media, variants } = parseMultivariant(playlist);
  const sounds = media.filter(
    (one) => one.get('TYPE') === 'AUDIO' && one.get('GROUP-ID') === soundForms.stereo.group,
  );
  const base = (tag: string | undefined) => tag?.split('-')[0];
  const chosen =
    (language === null ? undefined : sounds.find((one) => base(one.get('LANGUAGE')) === base(language))) ??
    sounds.find((one) => one.get('DEFAULT') === 'YES') ??
    sounds[0];
  return chosen ? chosen.get('URI') : variants[0]?.uri;
};

/** What stays as it is however often it is tried; null for all else. */
const failureOf = (error: unknown): MediaFailure | null => {
  if (error instanceof MediaFailure) return error;
  if (!(error instanceof TranscriberError) || error.code === 'transcription_failed') return null;
  return new MediaFailure(error.code, error.lastLines.at(-1) ?? error.message, { cause: error });
};
