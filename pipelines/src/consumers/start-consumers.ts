import type { Config } from '@vidkit/platform/config';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { Queue } from '@vidkit/platform/ports/queue';

import type { ProcessLog } from '../flow/attempt.ts';
import type { Converter } from '../transcoders/converter.ts';
import { FfmpegTranscoder } from '../transcoders/ffmpeg/ffmpeg-transcoder.ts';
import { WhisperTranscriber } from '../transcribers/whisper-transcriber.ts';
import { ChunkConsumer } from './consume-chunks.ts';
import { consumeEncodes } from './consume-encodes.ts';
import { consumeImports } from './consume-imports.ts';
import { consumePosters } from './consume-posters.ts';
import { consumeTranscriptions } from './consume-transcriptions.ts';
import { waitForPrograms } from './programs.ts';

export interface ConsumerOptions {
  readonly config: Config;
  readonly store: ObjectStore;
  readonly queue: Queue;
  readonly log: ProcessLog;
  /** Of this process alone. */
  readonly scratchDir: string;
  /** Where files lie while they are fetched from the web. */
  readonly importsDir: string;
  readonly converter?: Converter | undefined;
  /** Ladders are made outside of the workers, or were before the present configuration. */
  readonly hearsEnds?: boolean;
  readonly stopping: AbortSignal;
}

/** Begins all that a worker does, wherever it runs. What needs ffmpeg waits until there is one. */
export const startConsumers = async (options: ConsumerOptions): Promise<void> => {
  const {
    config,
    store,
    queue,
    log,
    scratchDir,
    importsDir,
    converter,
    hearsEnds = false,
    stopping,
  } = options;
  await consumeImports({
    queue,
    store,
    folder: importsDir,
    fromPrivate: config.importFromPrivate,
    log,
    stopping,
  });
  const programs = await waitForPrograms(config, { log, signal: stopping });
  if (!programs) return;
  const transcoder = new FfmpegTranscoder({ ffmpeg: programs.ffmpeg });
  const { ffmpeg, ffprobe } = programs;
  const possible = await transcoder.codecs().catch((error: unknown) => {
    log.warn({ err: error }, 'ffmpeg does not answer');
    return null;
  });
  const left = config.videoCodecs.filter((codec) => possible && !possible.has(codec));
  if (left.length > 0) log.warn({ codecs: left, ffmpeg }, 'ffmpeg lacks their encoders: they are left out');
  const shared = { queue, store, transcoder, scratchDir, log, stopping };
  await consumePosters({ ...shared, ffprobe });
  const { transcriberModel: model, transcriberPath: program } = config;
  const transcriber = model === null ? null : new WhisperTranscriber({ program, model });
  await consumeTranscriptions({ ...shared, transcriber });
  const { maxDurationMs, workerConcurrency: concurrency, videoCodecs: codecs } = config;
  const chunks = new ChunkConsumer({ ...shared, ffprobe, maxDurationMs, concurrency });
  await consumeEncodes({
    ...shared,
    ffprobe,
    maxDurationMs,
    codecs,
    concurrency,
    converter,
    hearsEnds,
    chunks,
  });
  await chunks.start();
};
