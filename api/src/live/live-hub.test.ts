import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { LiveFrame } from '@vidkit/contracts/events/live';
import type { PubSub } from '@vidkit/platform/ports/pub-sub';
import knex from 'knex';

import type { LiveWriter } from '../http/sse.ts';
import { LiveHub } from './live-hub.ts';

type Listener = (message: unknown) => void;

const createPubSub = (): PubSub & { readonly listeners: Set<Listener> } => {
  const listeners = new Set<Listener>();
  return {
    listeners,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    publish: (_channel, message) => {
      for (const listener of listeners) listener(message);
      return Promise.resolve();
    },
    subscribe: (_channel, listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onGap: () => () => undefined,
  };
};

const createWriter = (): LiveWriter & { readonly ids: (number | undefined)[]; close(): void } => {
  const ids: (number | undefined)[] = [];
  const closing: (() => void)[] = [];
  return {
    ids,
    lastEventId: null,
    send: (_frame, id) => void ids.push(id),
    onClose: (listener) => void closing.push(listener),
    end: () => undefined,
    close: () => closing.forEach((listener) => listener()),
  };
};

const frame: LiveFrame = { type: 'reset', videoId: null };

describe('LiveHub', () => {
  it('sends every frame, also when two writers publish the later id first', async () => {
    const pubSub = createPubSub();
    const hub = new LiveHub(pubSub, knex({ client: 'pg' }));
    const writer = createWriter();
    await hub.follow('video:1', writer, () => Promise.resolve([]));
    for (const id of [7, 6, 8]) await pubSub.publish('video:1', { id, frame });
    assert.deepEqual(writer.ids, [7, 6, 8]);
    writer.close();
    assert.equal(pubSub.listeners.size, 0);
  });

  it('keeps what is published while the present state is read, and sends it after', async () => {
    const pubSub = createPubSub();
    const hub = new LiveHub(pubSub, knex({ client: 'pg' }));
    const writer = createWriter();
    await hub.follow('video:1', writer, async () => {
      await pubSub.publish('video:1', { id: 3, frame });
      return [frame];
    });
    assert.deepEqual(writer.ids, [undefined, 3]);
  });
});
