import type { SignedPart, StoredPart, Upload } from '@vidkit/contracts/schemas/upload';

import type { Circuit, Outage } from '../model/circuit.ts';
import { createDeferred } from '../model/deferred.ts';
import type { Pace } from '../model/pace.ts';
import { isSound, missingParts, partRange, type PartPlan } from '../model/part-plan.ts';
import { verdictOn } from '../model/part-verdict.ts';
import { Patience, stallLimit, type RetryOptions } from '../model/retry-policy.ts';
import type { StreamTuner } from '../model/stream-tuner.ts';
import type { Trouble } from '../model/upload-item.ts';
import { UploadError } from '../model/upload-problem.ts';
import type { Checksums } from './checksums.ts';
import type { Circuits } from './circuits.ts';
import { fileError } from './file-error.ts';
import { PartError, type PartFailure } from './part-error.ts';
import type { PartLine, PartSource, PartWork } from './part-line.ts';
import { PartSupply } from './part-supply.ts';
import type { PatientApi } from './patient-api.ts';
import { putPart } from './put-part.ts';
import { UploadGone } from './upload-gone.ts';
import { isOffline, sleepOrOnline, untilOnline } from './waiting.ts';

/** A part that the store has and whose bytes we know to be right. */
export interface SentPart {
  readonly number: number;
  readonly etag: string;
  readonly checksum: string;
}

export interface FileTransferOptions {
  file: File;
  upload: Upload;
  /** Checksums of parts that were read before the upload was opened, and signed parts that came with it. */
  known: ReadonlyMap<number, string>;
  signed: readonly SignedPart[];
  api: PatientApi;
  circuits: Circuits;
  line: PartLine;
  pace: Pace;
  checksums: Checksums;
  tuner: StreamTuner;
  retry: Partial<RetryOptions>;
  /** Speed of one stream, for the stall timer. */
  streamSpeed: () => number | null;
  onProgress: (sentBytes: number) => void;
  onTrouble: (trouble: Trouble | null) => void;
  /** The last part was handed out: the line has room for the next file. */
  onDrained: () => void;
  signal: AbortSignal;
}

/** Below this many bytes an attempt may only have filled a buffer. */
const realProgress = 65_536;

/** Sends one file's parts until the store has all of them, each with the checksum of what was read from disk. */
export class FileTransfer implements PartSource {
  readonly #options: FileTransferOptions;
  readonly #plan: PartPlan;
  readonly #patience: Patience;
  readonly #pending: number[];
  /** Stored by an earlier visit: to be compared with the file before they are believed. */
  readonly #unproven: StoredPart[];
  readonly #sent = new Map<number, SentPart>();
  readonly #supply: PartSupply;
  /** Bytes that each part on its way has sent in this attempt. */
  readonly #inFlight = new Map<number, number>();
  readonly #done = createDeferred<SentPart[]>();
  /** With which call's address each part was sent last. */
  readonly #batches = new Map<number, number>();
  #moving = new AbortController();
  #paused = false;
  #refreshing: Promise<void> | null = null;
  #lastByteAt = 0;
  #drained = false;

  constructor(options: FileTransferOptions) {
    this.#options = options;
    const { upload, file } = options;
    this.#plan = { fileSize: file.size, partSize: upload.partSize, partCount: upload.partCount };
    if (!isSound(this.#plan)) {
      throw new UploadError('bad_answer', `The plan of upload ${upload.id} does not fit ${file.size} bytes.`);
    }
    this.#patience = new Patience(options.retry);
    this.#unproven = upload.storedParts.filter(
      (part) => part.size === partRange(this.#plan, part.number).size,
    );
    this.#pending = missingParts(
      this.#plan,
      this.#unproven.map(({ number }) => number),
    );
    this.#supply = new PartSupply({
      file,
      plan: this.#plan,
      checksums: options.checksums,
      known: options.known,
      signed: options.signed,
      sign: (parts) => this.#sign(parts),
      streams: () => options.tuner.limit,
      pending: () => (this.#paused ? [] : this.#pending),
      onReady: () => options.line.wake(),
      onFileError: (cause) => this.#fail(fileError(cause)),
      onError: (error) => this.#fail(error),
      signal: options.signal,
    });
    this.#done.promise.catch(() => undefined);
  }

  /**
   * Resolves with every part in order, for `completeUpload`.
   *
   * @throws {UploadError} when no repeat can help, `UploadGone` when the server has given the upload up
   */
  async run(): Promise<SentPart[]> {
    const { line, signal } = this.#options;
    const onAbort = (): void => this.#fail(signal.reason);
    const onOffline = (): void => this.#options.onTrouble('offline');
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    globalThis.addEventListener('offline', onOffline);
    this.#report();
    line.add(this);
    try {
      return await this.#done.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
      globalThis.removeEventListener('offline', onOffline);
      line.remove(this);
      this.#moving.abort();
    }
  }

  /** Parts in flight stop at once and are sent again after `resume`. */
  pause(): void {
    this.#paused = true;
    this.#moving.abort();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#moving = new AbortController();
    this.#patience.progressed();
    this.#options.line.wake();
  }

  next(): PartWork | null {
    if (this.#paused || this.#moving.signal.aborted) return null;
    const number = this.#pending[0];
    if (number === undefined) {
      const stored = this.#unproven.shift();
      this.#noticeDrained();
      return stored ? { run: () => this.#prove(stored), giveBack: () => undefined } : null;
    }
    if (!this.#supply.get(number)) return null;
    this.#pending.shift();
    this.#inFlight.set(number, 0);
    const given = new AbortController();
    const signal = AbortSignal.any([this.#moving.signal, given.signal]);
    return { run: () => this.#send(number, signal), giveBack: () => given.abort() };
  }

  /** The stored part is ours only if its checksum is that of the same stretch of this file. */
  async #prove(stored: StoredPart): Promise<void> {
    try {
      const checksum = await this.#supply.checksumOf(stored.number);
      if (stored.checksum === null || stored.checksum === checksum) {
        return this.#settle({ number: stored.number, etag: stored.etag.replaceAll('"', ''), checksum });
      }
      this.#putBack(stored.number);
      this.#report();
    } catch (error) {
      this.#fail(fileError(error));
    }
  }

  async #send(number: number, signal: AbortSignal): Promise<void> {
    let lastKind = '';
    let repeats = 0;
    let attempt = 0;
    while (!signal.aborted) {
      try {
        await this.#options.pace.turn(partRange(this.#plan, number).size, signal);
        return this.#settle(await this.#attempt(number, signal));
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof PartError))
          return this.#fail(error instanceof DOMException ? fileError(error) : error);
        const moved = this.#inFlight.get(number) ?? 0;
        this.#inFlight.set(number, 0);
        this.#report();
        const kind = kindOf(error.failure);
        repeats = kind === lastKind ? repeats + 1 : 1;
        lastKind = kind;
        attempt += 1;
        if (isLineFailure(error.failure) && moved >= realProgress) {
          attempt = 1;
          this.#patience.progressed();
        }
        const again = await this.#recover(error, { number, repeats, attempt, signal });
        if (!again) break;
      }
    }
    this.#inFlight.delete(number);
    if (!this.#sent.has(number)) this.#putBack(number);
    this.#report();
  }

  async #attempt(number: number, signal: AbortSignal): Promise<SentPart> {
    const { file, streamSpeed, onTrouble } = this.#options;
    const part = this.#supply.get(number) ?? (await this.#supply.renew(number));
    signal.throwIfAborted();
    if (!part) throw new UploadError('bad_answer', `Part ${number} was not signed.`);
    const { signed, checksum, batch } = part;
    this.#batches.set(number, batch);
    const { start, end, size } = partRange(this.#plan, number);
    const body = file.slice(start, end);
    const put = () =>
      putPart({
        number,
        url: signed.url,
        headers: signed.headers,
        body,
        stallAfter: stallLimit(size, streamSpeed(), this.#options.retry.stall),
        onProgress: (bytes) => {
          this.#inFlight.set(number, Math.min(bytes, size));
          this.#lastByteAt = performance.now();
          if (bytes >= realProgress && !isOffline()) onTrouble(null);
          this.#report();
        },
        signal,
      });
    let answer;
    try {
      answer = await this.#circuitOf(signed).run(put, outageOf, signal);
    } catch (error) {
      if (error instanceof PartError && !signal.aborted) await this.#proveReadable(error, number);
      throw error;
    }
    if (answer.checksum !== null && answer.checksum !== checksum)
      throw new PartError(number, { kind: 'checksum' });
    if (!answer.etag)
      throw new UploadError('store_refused', 'The store does not show its ETag to this page (CORS).');
    return { number, etag: answer.etag, checksum };
  }

  #circuitOf({ url }: SignedPart): Circuit {
    return this.#options.circuits.of(url);
  }

  /** A file that changed under us looks like a broken line to a request, and like damage on the way to the store. */
  async #proveReadable({ failure }: PartError, number: number): Promise<void> {
    const { start, end } = partRange(this.#plan, number);
    try {
      if (failure.kind === 'network')
        await this.#options.file.slice(start, Math.min(start + 1, end)).arrayBuffer();
      if (failure.kind !== 'checksum') return;
      if ((await this.#supply.read(number)) === (await this.#supply.checksumOf(number))) return;
    } catch (cause) {
      throw new PartError(number, { kind: 'file', cause });
    }
    throw new PartError(number, {
      kind: 'file',
      cause: new Error('The part was read with other bytes than before.'),
    });
  }

  /** Waits or mends, as the failure demands. False when this part cannot go on from here. */
  async #recover(
    error: PartError,
    {
      number,
      repeats,
      attempt,
      signal,
    }: { number: number; repeats: number; attempt: number; signal: AbortSignal },
  ): Promise<boolean> {
    const { tuner } = this.#options;
    const { failure } = error;
    switch (verdictOn(failure, repeats)) {
      case 'at-once':
        return true;
      case 'resign':
        this.#supply.expire(this.#batches.get(number));
        return true;
      case 'ask':
        await this.#refresh();
        return !signal.aborted;
      case 'give-up':
        this.#fail(fatal(error));
        return false;
      case 'again': {
        if (failure.kind === 'stalled' || failure.kind === 'status') tuner.setback();
        const retryAfter = failure.kind === 'status' ? failure.retryAfter : null;
        const delay = this.#patience.nextDelay(attempt, retryAfter);
        if (delay === null) {
          this.#fail(
            new UploadError(isLineFailure(failure) ? 'line_lost' : 'server_failing', error.message, {
              cause: error,
            }),
          );
          return false;
        }
        this.#tellTrouble(failure);
        await sleepOrOnline(delay, signal);
        if (isOffline()) {
          await untilOnline(signal);
          this.#patience.progressed();
        }
        return true;
      }
    }
  }

  /** One part of several that fails is not worth a word while the others move. */
  #tellTrouble(failure: PartFailure): void {
    if (!isOffline() && performance.now() - this.#lastByteAt < 1_000 && this.#inFlight.size > 1) return;
    this.#options.onTrouble(isOffline() ? 'offline' : isLineFailure(failure) ? 'network' : 'server');
  }

  async #sign(parts: { number: number; checksum: string }[]): Promise<readonly SignedPart[]> {
    const { api, upload, signal, onTrouble } = this.#options;
    const input = { params: { id: upload.id }, body: { parts } };
    const signed = (await api.call('signParts', input, { signal, onTrouble })).parts;
    const fits = parts.every(({ number }) =>
      signed.some((part) => part.number === number && part.size === partRange(this.#plan, number).size),
    );
    if (!fits) throw new UploadError('bad_answer', 'Other parts were signed than those that were asked for.');
    return signed;
  }

  /** The store does not know our upload: the API knows why. Signs anew when it is still open. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#askState().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #askState(): Promise<void> {
    const { api, upload, signal, onTrouble } = this.#options;
    try {
      const { state } = await api.call('getUpload', { params: { id: upload.id } }, { signal, onTrouble });
      if (state !== 'open') return this.#fail(new UploadGone(state));
      this.#supply.expire();
    } catch (error) {
      this.#fail(error);
    }
  }

  #settle(part: SentPart): void {
    this.#sent.set(part.number, part);
    this.#inFlight.delete(part.number);
    this.#supply.drop(part.number);
    this.#patience.progressed();
    this.#options.onTrouble(null);
    this.#report();
    if (this.#sent.size < this.#plan.partCount) return;
    this.#done.resolve([...this.#sent.values()].sort((a, b) => a.number - b.number));
  }

  #putBack(number: number): void {
    this.#pending.push(number);
    this.#pending.sort((a, b) => a - b);
    this.#drained = false;
  }

  #fail(error: unknown): void {
    this.#done.reject(error as Error);
    this.#moving.abort();
  }

  #noticeDrained(): void {
    if (this.#drained || this.#pending.length > 0 || this.#unproven.length > 0) return;
    this.#drained = true;
    // Not now: the line is asking us for work and must not be asked back.
    queueMicrotask(this.#options.onDrained);
  }

  #report(): void {
    const sizeOf = (number: number): number => partRange(this.#plan, number).size;
    let bytes = 0;
    for (const number of this.#sent.keys()) bytes += sizeOf(number);
    for (const { size } of this.#unproven) bytes += size;
    for (const moved of this.#inFlight.values()) bytes += moved;
    this.#options.onProgress(bytes);
  }
}

/** What says that the store is away or has too much to do; whatever else it answers, it answers. */
const outageOf = (error: unknown): Outage | null => {
  if (!(error instanceof PartError)) return null;
  const { failure } = error;
  if (isLineFailure(failure)) return { retryAfter: null };
  const overloaded = failure.kind === 'status' && (failure.status === 429 || failure.status >= 500);
  return overloaded && failure.status !== 507 ? { retryAfter: failure.retryAfter } : null;
};

const isLineFailure = ({ kind }: PartFailure): boolean => kind === 'network' || kind === 'stalled';

const kindOf = (failure: PartFailure): string =>
  failure.kind === 'status' ? `status ${failure.status}` : failure.kind;

const fatal = (error: PartError): UploadError => {
  const { failure } = error;
  if (failure.kind === 'file') return fileError(failure.cause);
  if (failure.kind === 'status' && failure.status === 507) {
    return new UploadError('storage_full', error.message, { cause: error });
  }
  return new UploadError(failure.kind === 'checksum' ? 'checksum_mismatch' : 'store_refused', error.message, {
    cause: error,
  });
};
