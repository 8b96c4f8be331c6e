import type { LiveFrame } from '@vidkit/contracts/events/live';
import type { PubSub } from '@vidkit/platform/ports/pub-sub';

import type { Knex } from '../db/connect.ts';
import type { LiveWriter } from '../http/sse.ts';

/** `video:<id>` for everybody who may see the video, `person:<id>` for the owner of the video that changed. */
export type LiveChannel = `video:${string}` | `person:${string}`;

interface Envelope {
  readonly id: number | null;
  readonly frame: LiveFrame;
}

const replayLimit = 500;

/** Brings changes to the readers of live streams, over all processes, and replays what a broken line missed. */
export class LiveHub {
  readonly #pubSub: PubSub;
  readonly #knex: Knex;

  constructor(pubSub: PubSub, knex: Knex) {
    this.#pubSub = pubSub;
    this.#knex = knex;
  }

  /** Sends a frame to whoever listens now. For state that the next frame, or the first one, tells again. */
  async tell(channels: readonly LiveChannel[], frame: LiveFrame): Promise<void> {
    for (const channel of channels)
      await this.#pubSub.publish(channel, { id: null, frame } satisfies Envelope);
  }

  /** Sends a frame and keeps it for an hour, so that a reader who comes back with its id misses nothing. */
  async record(channel: LiveChannel, frame: LiveFrame): Promise<void> {
    const [row] = await this.#knex('live_event')
      .insert({ channel, frame: JSON.stringify(frame) })
      .returning<{ id: number }[]>('id');
    await this.#pubSub.publish(channel, { id: row?.id ?? null, frame } satisfies Envelope);
  }

  /** Follows a channel until the stream closes. `now` are frames of the present state, sent first. */
  async follow(
    channel: LiveChannel,
    stream: LiveWriter,
    now: () => Promise<readonly LiveFrame[]>,
  ): Promise<void> {
    // Subscribe before reading, so that nothing falls between; what was replayed meanwhile is not sent twice. Ids
    // are no order: two writers at once may publish the later one first.
    const waiting: Envelope[] = [];
    const replayed = new Set<number>();
    let ready = false;
    const deliver = ({ id, frame }: Envelope): void => stream.send(frame, id ?? undefined);
    const stopListening = this.#pubSub.subscribe(channel, (message) => {
      if (ready) deliver(message as Envelope);
      else waiting.push(message as Envelope);
    });
    const stopGaps = this.#pubSub.onGap(() => stream.send({ type: 'reset', videoId: null }));
    stream.onClose(() => {
      stopListening();
      stopGaps();
    });

    for (const frame of await now()) stream.send(frame);
    if (stream.lastEventId !== null) {
      for (const envelope of await this.#missed(channel, stream.lastEventId, stream)) {
        deliver(envelope);
        if (envelope.id !== null) replayed.add(envelope.id);
      }
    }
    for (const envelope of waiting) if (envelope.id === null || !replayed.has(envelope.id)) deliver(envelope);
    ready = true;
  }

  /** Drops frames older than an hour. */
  async sweep(): Promise<void> {
    await this.#knex('live_event').whereRaw(`created_at < now() - interval '1 hour'`).delete();
  }

  /** Frames after the one with this id; none, and a `reset`, when they cannot be told any more. */
  async #missed(channel: LiveChannel, after: number, stream: LiveWriter): Promise<readonly Envelope[]> {
    const known = await this.#knex('live_event')
      .where({ channel, id: after })
      .first<{ id: number } | undefined>('id');
    const missed = await this.#knex('live_event')
      .where({ channel })
      .where('id', '>', after)
      .orderBy('id')
      .limit(replayLimit + 1)
      .select<Envelope[]>('id', 'frame');
    if (known && missed.length <= replayLimit) return missed;
    stream.send({ type: 'reset', videoId: null });
    return [];
  }
}
