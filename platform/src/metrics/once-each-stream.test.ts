import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';

import type { ViewRecord } from '@vidkit/contracts/events/view-record';

import { MemoryCache } from '../local/memory-cache.ts';
import { EventStreamError } from '../ports/event-stream.ts';
import { createBeat, createRecord } from '../testing/view-records.ts';
import { OnceEachStream } from './once-each-stream.ts';

/** A stream that keeps what it gets, and can be down. */
class ListStream {
  readonly records: ViewRecord[] = [];
  down = false;

  put(records: readonly ViewRecord[]): Promise<void> {
    if (this.down) return Promise.reject(new EventStreamError('stream_unavailable', 'down'));
    this.records.push(...records);
    return Promise.resolve();
  }
}

describe('OnceEachStream', () => {
  const create = () => {
    const list = new ListStream();
    const view = randomUUID();
    const stream = new OnceEachStream(list, new MemoryCache());
    return {
      list,
      send: (...seqs: number[]) =>
        stream.put([createRecord({ view, events: seqs.map((seq) => createBeat(seq)) })]),
      stream,
      seqs: () => list.records.flatMap(({ events }) => events.map(({ seq }) => seq)),
    };
  };

  it('passes what is new, in any order, and leaves out what was sent before', async () => {
    const { send, seqs } = create();
    await send(3, 4);
    await send(0, 1);
    await send(0, 1, 2, 3, 4, 5);
    await send(0, 1, 2, 3, 4, 5);
    await send(9, 7);
    await send(8, 7, 9);
    assert.deepEqual(seqs(), [3, 4, 0, 1, 2, 5, 9, 7, 8]);
  });

  it('leaves out what is twice in one call', async () => {
    const { stream, seqs } = create();
    const record = createRecord();
    await stream.put([record, record, createRecord()]);
    await stream.put([]);
    assert.deepEqual(seqs(), [0, 0]);
  });

  it('passes what the stream did not take', async () => {
    const { list, send, seqs } = create();
    list.down = true;
    await assert.rejects(send(0), { code: 'stream_unavailable' });
    list.down = false;
    await send(0, 1);
    assert.deepEqual(seqs(), [0, 1]);
  });

  it('remembers a view with many gaps no longer than it can', async () => {
    const { send, seqs } = create();
    const odd = Array.from({ length: 100 }, (_, index) => 2 * index + 1);
    await send(...odd);
    await send(199, 197, 1);
    assert.deepEqual(seqs(), [...odd, 1]);
  });
});
