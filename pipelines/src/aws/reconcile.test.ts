import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { outsidePrefix, type OutsideRecord, writeRecord } from '../flow/outside-record.ts';
import { Heard } from '../testing/aws-events.ts';
import { ConvertError, type ConvertState } from '../transcoders/converter.ts';
import { reconcile } from './reconcile.ts';

describe('reconcile', () => {
  let folder = '';
  let store: DiskObjectStore;
  let heard: Heard;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-reconcile-'));
    store = new DiskObjectStore({ root: folder, publicUrl: 'http://localhost', keys: ['test'] });
    await store.start();
    heard = new Heard();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const hour = 3_600_000;
  const now = 1_800_000_000_000;
  const createRecord = (number: number, overrides: Partial<OutsideRecord> = {}): OutsideRecord => ({
    message: {
      videoId: `0198a5e0-0000-7000-8000-${String(number).padStart(12, '0')}`,
      encode: 1,
      sourceKey: 'sources/a/1',
      sizeBytes: 1,
      fileName: 'a.mp4',
      trim: null,
      whole: null,
      askedAt: null,
    },
    planId: '0123456789abcdef',
    choices: { leftOut: [], codecs: ['h264'] },
    token: 'token',
    jobId: `job-${number}`,
    begunAt: now - hour,
    ...overrides,
  });
  const run = (look: (jobId: string) => Promise<ConvertState | null>) =>
    reconcile({ store, queue: heard.queue, converter: { look }, log: heard.log, now: () => now });
  const states: Readonly<Record<string, ConvertState | null>> = {
    'job-1': { state: 'complete', errorCode: null },
    'job-2': { state: 'failed', errorCode: 1404 },
    'job-3': { state: 'running', errorCode: null },
    'job-4': null,
  };

  it('tells again what was not heard, and begins again what was not handed over', async () => {
    for (const number of [1, 2, 3, 4]) await writeRecord(store, createRecord(number));
    await writeRecord(store, createRecord(5, { jobId: null }));
    await writeRecord(store, createRecord(6, { begunAt: now - 60_000 }));
    const done = await run((jobId) => Promise.resolve(states[jobId] ?? null));
    assert.deepEqual(done, { encodes: 6, begun: 1, ended: 3, unknown: 0 });
    assert.deepEqual(
      heard.sent.map(({ topic, message }) => {
        const { outcome, errorCode } = message as { outcome?: string; errorCode?: number | null };
        return [topic, outcome, errorCode];
      }),
      [
        ['encode-ended', 'complete', null],
        ['encode-ended', 'failed', 1404],
        // The service forgets jobs after some months: what it made is not to be had any more.
        ['encode-ended', 'failed', null],
        ['object-stored', undefined, undefined],
      ],
    );
    assert.equal(heard.sent.at(-1)?.key, `${createRecord(5).message.videoId}:1`);
  });

  it('goes on behind what cannot be looked at, and fails at the end so that somebody hears of it', async () => {
    await writeRecord(store, createRecord(1));
    await writeRecord(store, createRecord(2));
    const throttled = (jobId: string) =>
      jobId === 'job-1'
        ? Promise.reject(new ConvertError('unavailable', 'TooManyRequestsException'))
        : Promise.resolve(states[jobId] ?? null);
    await assert.rejects(run(throttled), /1 of 2/);
    assert.equal(heard.sent.length, 1);
  });

  it('passes over what is no record', async () => {
    const prefix = outsidePrefix(createRecord(1).message);
    await store.put(`${prefix}encode.json`, '{"planId": 7', 'application/json');
    await store.put('work/elsewhere/1/other.json', '{}', 'application/json');
    assert.deepEqual(await run(() => Promise.reject(new Error('asked'))), {
      ...{ encodes: 0, begun: 0, ended: 0, unknown: 0 },
    });
  });
});
