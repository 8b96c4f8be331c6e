import type { EncodeEnded } from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { Queue } from '@vidkit/platform/ports/queue';

import type { ProcessLog } from '../flow/attempt.ts';
import { outsideRoot, type OutsideRecord, readRecord } from '../flow/outside-record.ts';
import type { Converter } from '../transcoders/converter.ts';

export interface ReconcileOptions {
  readonly store: ObjectStore;
  readonly queue: Pick<Queue, 'send'>;
  readonly converter: Pick<Converter, 'look'>;
  readonly log: ProcessLog;
  readonly now?: () => number;
}

export interface Reconciled {
  readonly encodes: number;
  /** Begun again, for their job was never handed over. */
  readonly begun: number;
  /** Their end was told again. */
  readonly ended: number;
  /** Nothing could be found out about them this time. */
  readonly unknown: number;
}

/** Younger ones are on their way. */
const graceMs = 10 * 60_000;

/**
 * Finds ladders outside of the workers that nobody hears of any more, because a message or an event was lost, and sends
 * again what is missing. Who takes it passes over what has been done: nothing happens twice. To be called from time to
 * time; throws at the end when something could not be looked at, so that somebody hears of it.
 */
export const reconcile = async (options: ReconcileOptions): Promise<Reconciled> => {
  const { store, log } = options;
  const sum = { encodes: 0, begun: 0, ended: 0, unknown: 0 };
  for (const video of await store.listFolders(outsideRoot)) {
    for (const prefix of await store.listFolders(video)) {
      try {
        const record = await readRecord(store, prefix);
        if (!record) continue;
        sum.encodes += 1;
        const sent = await heal(options, record);
        if (sent) sum[sent] += 1;
      } catch (error) {
        sum.unknown += 1;
        log.error({ prefix, err: error }, 'an encode could not be looked at');
      }
    }
  }
  log.info(sum, 'reconciled');
  if (sum.unknown > 0) throw new Error(`${sum.unknown} of ${sum.encodes} encodes could not be looked at.`);
  return sum;
};

const heal = async (
  { queue, converter, log, now = Date.now }: ReconcileOptions,
  { message, planId, jobId, begunAt }: OutsideRecord,
): Promise<'begun' | 'ended' | null> => {
  if (now() - begunAt < graceMs) return null;
  const { videoId, encode } = message;
  const about = { videoId, encode, jobId };
  if (jobId === null) {
    log.warn(about, 'its job was not handed over; begun again');
    await queue.send('object-stored', message, { key: `${videoId}:${encode}` });
    return 'begun';
  }
  const found = await converter.look(jobId);
  if (found?.state === 'running') return null;
  log.warn(about, 'the end of its job was not heard; told again');
  const ended: EncodeEnded = {
    videoId,
    encode,
    planId,
    outcome: found?.state === 'complete' ? 'complete' : 'failed',
    errorCode: found?.errorCode ?? null,
  };
  await queue.send('encode-ended', ended, { key: `${videoId}:${encode}:${planId}` });
  return 'ended';
};
