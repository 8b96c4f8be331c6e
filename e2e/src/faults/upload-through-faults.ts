import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';

import { startTestApi, type TestPerson } from '../../../api/src/testing/test-api.ts';
import { VidUploader } from '../../../elements/src/upload/vid-uploader.ts';
import { installBrowserParts } from './browser-parts.ts';
import { type Fault, openFaultLine } from './fault-line.ts';
import { createRandom } from './random.ts';

export interface FaultRun {
  /** How many faults to inject. */
  readonly wanted: number;
  readonly seed: number;
  /** Told after each file. */
  readonly onFile?: (report: FaultReport) => void;
}

export interface FaultReport {
  files: number;
  bytes: number;
  faults: number;
  /** How often a page was closed in the middle and another one went on. */
  reloads: number;
  /** Files that did not arrive, with what the uploader said. */
  lost: string[];
  /** Files whose stored bytes have another SHA-256. */
  corrupt: string[];
  counts: ReadonlyMap<Fault, number>;
}

const MiB = 1024 ** 2;
/** Of the parts that are sent, while there are faults left. */
const share = 0.6;
/** Who send at the same time: much of it is waiting. */
const senders = 3;
const retry = { base: 5, cap: 100, stall: 800 };
/** A person may open 200 uploads an hour, and their token lives for five minutes. */
const filesPerPerson = 60;
const personMs = 150_000;
const patienceMs = 120_000;

/**
 * Sends files by the real uploader to the real API and its store over a line full of faults, and compares what is
 * stored with what was sent, until so many faults have been injected.
 */
export const uploadThroughFaults = async ({ wanted, seed, onFile }: FaultRun): Promise<FaultReport> => {
  installBrowserParts();
  const random = createRandom(seed);
  const api = await startTestApi();
  const line = await openFaultLine({ target: api.url, random, share, most: wanted });
  const stored = new DiskObjectStore({ root: join(api.dataDir, 'objects'), publicUrl: api.url, keys: ['-'] });
  const report: FaultReport = {
    ...{ files: 0, bytes: 0, faults: 0, reloads: 0 },
    ...{ lost: [], corrupt: [], counts: line.counts },
  };
  const noise = randomBytes(24 * MiB);
  let begun = 0;
  const sendMany = async (): Promise<void> => {
    let person: TestPerson | null = null;
    let since = 0;
    for (let sent = 0; line.total < wanted; sent += 1) {
      if (!person || sent % filesPerPerson === 0 || performance.now() - since > personMs) {
        person = await api.person();
        since = performance.now();
      }
      const file = createFile(noise, random, begun);
      const name = `file ${begun} of seed ${seed}, ${file.size} bytes`;
      begun += 1;
      const outcome = await send(file, { person, url: line.url, random, report });
      report.files += 1;
      report.bytes += file.size;
      report.faults = line.total;
      if (typeof outcome !== 'object') report.lost.push(`${name}: ${outcome}`);
      else {
        const key = `sources/${outcome.uploadId}`;
        if ((await sha256(stored, key)) !== (await sha256Of(file))) report.corrupt.push(name);
        await stored.delete(key);
      }
      onFile?.(report);
    }
  };
  try {
    await Promise.all(Array.from({ length: senders }, sendMany));
  } finally {
    await line.close();
    await api.stop();
  }
  return report;
};

/** Noise behind the head of an MP4, unlike any other file: one in three of two to four parts, the others of a small one. */
const createFile = (noise: Buffer, random: () => number, index: number): File => {
  const size = index % 3 > 0 ? 64 + Math.floor(random() * MiB) : Math.floor(8 * MiB + random() * 16 * MiB);
  const bytes = Buffer.from(noise.subarray(0, size));
  bytes.set([0, 0, 0, 24, ...Buffer.from('ftypisom')]);
  bytes.writeUInt32BE(index, 16);
  bytes.writeUInt32BE(Math.floor(random() * 2 ** 32), 20);
  return new File([bytes], `film-${index}.mp4`, { type: 'video/mp4' });
};

interface Sending {
  readonly person: TestPerson;
  readonly url: string;
  readonly random: () => number;
  readonly report: FaultReport;
}

/** Ids of the stored upload, or what became of it instead. One in five is left in the middle and gone on with. */
const send = async (file: File, sending: Sending): Promise<{ uploadId: string } | string> => {
  const leaves = sending.random() < 0.2 ? sending.random() * file.size : Infinity;
  const first = await sendUntil(file, sending, (sentBytes) => sentBytes >= leaves);
  if (first !== 'left') return first;
  sending.report.reloads += 1;
  return sendUntil(file, sending, () => false);
};

const sendUntil = async (
  file: File,
  { person, url }: Sending,
  leave: (sentBytes: number) => boolean,
): Promise<{ uploadId: string } | string> => {
  const uploader = new VidUploader({ apiUrl: url, getToken: () => Promise.resolve(person.token), retry });
  try {
    await uploader.restore();
    uploader.add([file]);
    const end = performance.now() + patienceMs;
    for (;;) {
      const item = uploader.items.find(({ size, file: given }) => size === file.size && given);
      if (item?.phase === 'failed') return item.problem?.code ?? 'failed';
      if (item?.phase === 'processing' && item.uploadId) return { uploadId: item.uploadId };
      if (item && leave(item.sentBytes)) return 'left';
      if (performance.now() > end) return `still ${item?.phase ?? 'missing'}`;
      await pause(5);
    }
  } finally {
    uploader.dispose();
  }
};

const sha256 = async (store: DiskObjectStore, key: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of (await store.read(key)).body) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

const sha256Of = async (file: File): Promise<string> =>
  createHash('sha256')
    .update(Buffer.from(await file.arrayBuffer()))
    .digest('hex');
