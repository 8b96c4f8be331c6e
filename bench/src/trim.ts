import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { EncodeStatus, ObjectStored } from '../../contracts/src/events/media.ts';
import { processVideo } from '../../pipelines/src/flow/process-video.ts';
import { FfmpegTranscoder } from '../../pipelines/src/transcoders/ffmpeg/ffmpeg-transcoder.ts';
import { DiskObjectStore } from '../../platform/src/local/disk-object-store.ts';
import { makeClip } from './measure/clip.ts';
import { cpuSeconds } from './measure/cpu.ts';
import {
  median,
  noteRun,
  numberWanted,
  printMachine,
  printTable,
  runsWanted,
  seconds,
} from './measure/report.ts';

const ffmpeg = process.env['FFMPEG_PATH'] || 'ffmpeg';
const ffprobe = process.env['FFPROBE_PATH'] || 'ffprobe';
const minutes = numberWanted('--minutes', 5);
const videoId = 'clip';
const sourceKey = `sources/${videoId}`;
/** Neither end lies on a keyframe: both edges are encoded. */
const trim = { startMs: 10_700, endMs: minutes * 60_000 - 5300 };

interface Cost {
  readonly ms: number;
  /** Of all programs and of this process, in seconds. */
  readonly cpu: number;
  /** Prefix of what was published. */
  readonly prefix: string;
}

const folder = await mkdtemp(join(tmpdir(), 'vidkit-trim-'));
const store = new DiskObjectStore({
  root: join(folder, 'store'),
  publicUrl: 'http://localhost',
  keys: ['bench'],
});

const publish = async (message: Pick<ObjectStored, 'encode' | 'trim' | 'whole'>): Promise<Cost> => {
  const own = process.cpuUsage();
  const before = { cpu: await cpuSeconds(), at: performance.now() };
  const statuses: EncodeStatus[] = [];
  await processVideo(
    { videoId, sourceKey, sizeBytes: 1, fileName: 'clip.mp4', askedAt: null, ...message },
    { signal: new AbortController().signal, attempt: 1, lastAttempt: true },
    {
      store,
      transcoder: new FfmpegTranscoder({ ffmpeg }),
      ffprobe,
      maxDurationMs: 24 * 3_600_000,
      codecs: ['h264'],
      scratchDir: join(folder, 'scratch'),
      log: { info: () => undefined, warn: console.warn, error: console.error },
      emit: (status) => {
        statuses.push(status);
        return Promise.resolve();
      },
    },
  );
  const last = statuses.at(-1);
  if (last?.type !== 'complete') throw new Error(`the encode ended with ${last?.type}`);
  const { user, system } = process.cpuUsage(own);
  return {
    ms: performance.now() - before.at,
    cpu: (await cpuSeconds()) - before.cpu + (user + system) / 1e6,
    prefix: last.publication.prefix,
  };
};

const costs = { whole: [] as Cost[], trimmed: [] as Cost[] };
const note = (run: number, what: keyof typeof costs, cost: Cost): void => {
  costs[what].push(cost);
  noteRun(run, `${what} ${(cost.ms / 1000).toFixed(1)} s, ${cost.cpu.toFixed(1)} CPU-seconds`);
};

try {
  const clip = await makeClip({ minutes, size: '1280x720' });
  await store.start();
  await store.putFile(sourceKey, clip.path, 'video/mp4');
  await clip.remove();
  const whole = await publish({ encode: 1, trim: null, whole: null });
  note(1, 'whole', whole);
  for (let run = 1; run <= runsWanted(3); run += 1) {
    const trimmed = await publish({ encode: run + 1, trim, whole: whole.prefix });
    note(run, 'trimmed', trimmed);
    await store.deletePrefix(trimmed.prefix);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

const row = (what: string, all: readonly Cost[]): string[] => [
  what,
  seconds(all.map(({ ms }) => ms)),
  median(all.map(({ cpu }) => cpu)).toFixed(1),
];
printTable(
  [`${minutes} min of 720p`, 'time', 'CPU-seconds'],
  [row('all of it, encoded', costs.whole), row('all but 16 s, copied but for the edges', costs.trimmed)],
);
printMachine();
