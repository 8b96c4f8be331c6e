import { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import {
  type EncodeEnded,
  encodeEnded,
  type EncodeStatus,
  encodeStatus,
  type ObjectStored,
} from '@vidkit/contracts/events/media';
import type { Topic } from '@vidkit/contracts/events/topics';
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';

import { encodeEvents } from '../../aws/encode-events.ts';
import { reconcile } from '../../aws/reconcile.ts';
import type { ProcessVideoPorts } from '../../flow/encode-run.ts';
import { finishEncode } from '../../flow/finish-encode.ts';
import { processVideo } from '../../flow/process-video.ts';
import { MediaConvert } from '../../transcoders/mediaconvert/media-convert.ts';
import { type Processed, Workbench } from '../process-clip.ts';
import type { JobEvent } from './job-events.ts';
import { MediaConvertStandIn } from './media-convert-stand-in.ts';

const buckets = { sources: 'vidkit-sources', media: 'vidkit-media' };

/**
 * What takes part in an encode on AWS, in one process: the flow of the worker, the handlers of events, the SDK's own
 * client, and the stand-in that carries out the jobs over one store on disk. Messages wait in a list until a test
 * delivers them, each key once, as the queue promises.
 */
export class EncodeSite {
  readonly bench: Workbench;
  readonly standIn: MediaConvertStandIn;
  readonly statuses: EncodeStatus[] = [];
  readonly messages: { topic: Topic; message: unknown; key: string | undefined }[] = [];
  readonly errors: string[] = [];
  #client: MediaConvertClient | null = null;
  #events: Promise<unknown> = Promise.resolve();
  readonly #handle: ReturnType<typeof encodeEvents>;

  constructor(folder: string) {
    this.bench = new Workbench(folder);
    const { store } = this.bench;
    const keyOf = (address: string) => new URL(address).pathname.slice(1);
    this.standIn = new MediaConvertStandIn({
      objects: {
        fetch: (address, to) => store.toFile(keyOf(address), to),
        store: async (address, path) => {
          await store.putFile(keyOf(address), path, 'video/mp4');
        },
      },
      onEvent: (event) => this.#take(event),
    });
    const queue = {
      send: (topic: Topic, message: unknown, options?: { key?: string }) =>
        this.#send(topic, message, options),
    };
    this.#handle = encodeEvents({ queue, log: this.#log });
  }

  async start(): Promise<void> {
    await this.bench.store.start();
    this.#client = new MediaConvertClient({
      endpoint: await this.standIn.start(),
      region: 'eu-central-1',
      credentials: { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' },
      maxAttempts: 3,
    });
  }

  async stop(): Promise<void> {
    await this.standIn.stop();
    this.#client?.destroy();
  }

  get converter(): MediaConvert {
    if (!this.#client) throw new RangeError('The site was not started.');
    return new MediaConvert({
      sourcesBucket: buckets.sources,
      mediaBucket: buckets.media,
      role: 'arn:aws:iam::111122223333:role/media',
      client: this.#client,
    });
  }

  async upload(path: string, trim: ObjectStored['trim'] = null): Promise<ObjectStored> {
    const videoId = randomUUID();
    const sourceKey = `sources/${videoId}/1`;
    const { size } = await this.bench.store.putFile(sourceKey, path, 'video/mp4');
    const fileName = basename(path);
    return { videoId, encode: 1, sourceKey, sizeBytes: size, fileName, trim, whole: null, askedAt: null };
  }

  /** As a worker takes `object-stored`. */
  begin(message: ObjectStored, more: Partial<ProcessVideoPorts> = {}, lastAttempt = false): Promise<void> {
    const signal = new AbortController().signal;
    return processVideo(message, { signal, attempt: 1, lastAttempt }, { ...this.#ports, ...more });
  }

  /** As a worker takes `encode-ended`. */
  finish(message: EncodeEnded, more: Partial<ProcessVideoPorts> = {}): Promise<void> {
    const signal = new AbortController().signal;
    return finishEncode(message, { signal, attempt: 1, lastAttempt: false }, { ...this.#ports, ...more });
  }

  /** All jobs have ended, and what was told of them has been handled. */
  async settled(): Promise<void> {
    await this.standIn.settled();
    await this.#events;
  }

  /** Takes what waits of a topic out of the list. */
  received(topic: Topic): unknown[] {
    const found = this.messages.filter((one) => one.topic === topic);
    for (const one of found) this.messages.splice(this.messages.indexOf(one), 1);
    return found.map(({ message }) => message);
  }

  /** Delivers every end that waits. */
  async finishAll(): Promise<void> {
    for (const message of this.received('encode-ended')) await this.finish(encodeEnded.parse(message));
  }

  async reconcile(laterMs: number): Promise<object> {
    return reconcile({
      store: this.bench.store,
      queue: { send: (topic, message, options) => this.#send(topic, message, options) },
      converter: this.converter,
      log: this.#log,
      now: () => Date.now() + laterMs,
    });
  }

  result(): Promise<Processed> {
    return this.bench.describe(this.statuses);
  }

  get #ports(): ProcessVideoPorts {
    return {
      ...this.bench.ports,
      log: this.#log,
      codecs: ['h264'],
      converter: this.converter,
      emit: (status) => Promise.resolve(this.#note(status)),
    };
  }

  readonly #log = {
    info: () => undefined,
    warn: () => undefined,
    error: ({ err }: { err?: unknown }, message: string) =>
      void this.errors.push(err instanceof Error ? `${message}: ${err.message}` : message),
  };

  /** The API takes no lower percentage than it has, and nothing more once a video is ready or has failed. */
  #note(status: EncodeStatus): void {
    if (status.type === 'progress') {
      const last = this.statuses.findLast((one) => one.type === 'progress');
      if (last && last.progress.percent > status.progress.percent) return;
      if (this.statuses.some(({ type }) => type === 'complete' || type === 'failed')) return;
    }
    this.statuses.push(status);
  }

  #send(topic: Topic, message: unknown, { key }: { key?: string } = {}): Promise<boolean> {
    if (topic === 'encode-status') {
      this.#note(encodeStatus.parse(message));
      return Promise.resolve(true);
    }
    if (this.messages.some((one) => one.topic === topic && one.key === key)) return Promise.resolve(false);
    this.messages.push({ topic, message, key });
    return Promise.resolve(true);
  }

  /** As EventBridge puts events into a queue, and the queue hands them to the function. */
  #take(event: JobEvent): void {
    const records = { Records: [{ messageId: event.id, body: JSON.stringify(event) }] };
    this.#events = Promise.all([this.#events, this.#handle(records)]);
  }
}
