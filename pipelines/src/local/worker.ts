import { objectStored } from '@vidkit/contracts/events/media';
import { type Config, ConfigError, readConfig } from '@vidkit/platform/config';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import { followParent, tellReady } from '@vidkit/platform/local/parent';
import { PgBossQueue } from '@vidkit/platform/local/pg-boss-queue';
import { loadSecrets } from '@vidkit/platform/local/secrets';
import type { Delivery } from '@vidkit/platform/ports/queue';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';

import { processVideo } from '../flow/process-video.ts';
import { FfmpegTranscoder } from '../transcoders/ffmpeg/ffmpeg-transcoder.ts';
import { WhisperTranscriber } from '../transcribers/whisper-transcriber.ts';
import { ChunkConsumer } from './consume-chunks.ts';
import { consumeImports } from './consume-imports.ts';
import { consumePosters } from './consume-posters.ts';
import { consumeTranscriptions } from './consume-transcriptions.ts';
import { waitForPrograms } from './programs.ts';
import { ownScratch, sweepScratch } from './scratch.ts';

/** Time for messages in flight; encodes are not waited for, they continue at the next start. */
const stopGraceMs = 3000;

const main = async (): Promise<void> => {
  const config = configuration();
  const log = pino({ name: 'worker', level: config.logLevel });
  if (!config.databaseUrl) throw new ConfigError('DATABASE_URL must name the database that holds the queue');
  const scratchRoot = join(config.dataDir, 'scratch');
  await mkdir(scratchRoot, { recursive: true, mode: 0o700 });
  await sweepScratch(scratchRoot);
  const scratchDir = ownScratch(scratchRoot);

  const secrets = await loadSecrets(config.dataDir);
  const store = new DiskObjectStore({
    root: join(config.dataDir, 'objects'),
    publicUrl: config.publicUrl,
    keys: secrets.objectKeys,
  });
  await store.start();
  const queue = new PgBossQueue({ connectionString: config.databaseUrl, log });
  const stopping = new AbortController();

  const stop = async (why: string): Promise<void> => {
    if (stopping.signal.aborted) return;
    log.info({ why }, 'stopping');
    stopping.abort(new Error('The worker is stopping.'));
    await queue.stop(stopGraceMs);
    await rm(scratchDir, { recursive: true, force: true });
    process.exit(0);
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => void stop(name));
  followParent(() => void stop('supervisor gone'));

  await queue.start();
  tellReady();
  log.info({ concurrency: config.workerConcurrency }, 'worker started');

  await consumeImports({
    queue,
    store,
    folder: join(config.dataDir, 'imports'),
    fromPrivate: config.importFromPrivate,
    log,
    stopping: stopping.signal,
  });
  const programs = await waitForPrograms(config, { log, signal: stopping.signal });
  if (!programs) return;
  const transcoder = new FfmpegTranscoder({ ffmpeg: programs.ffmpeg });
  const { ffmpeg, ffprobe } = programs;
  const possible = await transcoder.codecs().catch((error: unknown) => {
    log.warn({ err: error }, 'ffmpeg does not answer');
    return null;
  });
  const left = config.videoCodecs.filter((codec) => possible && !possible.has(codec));
  if (left.length > 0) log.warn({ codecs: left, ffmpeg }, 'ffmpeg lacks their encoders: they are left out');
  const parts = { config, log, store, queue, scratchDir, transcoder, ffprobe, stopping: stopping.signal };
  await consumePosters({ queue, store, transcoder, ffprobe, scratchDir, log, stopping: stopping.signal });
  const { transcriberModel: model, transcriberPath: program } = config;
  const transcriber = model === null ? null : new WhisperTranscriber({ program, model });
  await consumeTranscriptions({
    queue,
    store,
    transcoder,
    transcriber,
    scratchDir,
    log,
    stopping: stopping.signal,
  });
  const { maxDurationMs, workerConcurrency: concurrency } = config;
  const chunks = new ChunkConsumer({ ...parts, maxDurationMs, concurrency });
  await queue.consume('object-stored', (delivery) => encode(delivery, parts, chunks), { concurrency });
  await chunks.start();
};

interface Parts {
  readonly config: Config;
  readonly log: pino.Logger;
  readonly store: DiskObjectStore;
  readonly queue: PgBossQueue;
  readonly scratchDir: string;
  readonly transcoder: FfmpegTranscoder;
  readonly ffprobe: string;
  readonly stopping: AbortSignal;
}

const encode = async (delivery: Delivery, parts: Parts, chunks: ChunkConsumer): Promise<void> => {
  const { config, log, store, queue, scratchDir, transcoder, ffprobe, stopping } = parts;
  const message = objectStored.parse(delivery.message);
  const about = { videoId: message.videoId, encode: message.encode, attempt: delivery.attempt };
  log.info(about, 'encode started');
  const startedAt = performance.now();
  await processVideo(
    message,
    {
      signal: AbortSignal.any([delivery.signal, stopping]),
      attempt: delivery.attempt,
      lastAttempt: delivery.lastAttempt,
    },
    {
      store,
      transcoder,
      ffprobe,
      scratchDir,
      maxDurationMs: config.maxDurationMs,
      codecs: config.videoCodecs,
      log,
      emit: async (status) => {
        await queue.send('encode-status', status);
      },
      wantChunk: async (chunk) => {
        await queue.send('encode-chunk', chunk, { key: `${chunk.videoId}:${chunk.encode}:${chunk.index}` });
      },
      setAside: (work) => chunks.setAside(work),
    },
  ).catch((error: unknown) => {
    if (stopping.aborted) log.info(about, 'encode interrupted; it continues at the next start');
    else log.error({ ...about, err: error }, 'encode failed; it will be tried again');
    throw error;
  });
  log.info({ ...about, seconds: Math.round(performance.now() - startedAt) / 1000 }, 'encode ended');
};

const configuration = (): Config => {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(78);
  }
};

await main();
