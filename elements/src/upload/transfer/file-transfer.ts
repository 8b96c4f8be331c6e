import type { SignedPart, StoredPart, Upload } from '@vidkit/contracts/schemas/upload';

import { createDeferred } from '../model/deferred.ts';
import { isSound, missingParts, partRange, type PartPlan } from '../model/part-plan.ts';
import { verdictOn } from '../model/part-verdict.ts';
import { Patience, stallLimit, type RetryOptions } from '../model/retry-policy.ts';
import type { StreamTuner } from '../model/stream-tuner.ts';
import type { Trouble } from '../model/upload-item.ts';
import { UploadError } from '../model/upload-problem.ts';
import type { Checksums } from './checksums.ts';
import { PartError, type PartFailure } from './part-error.ts';
import type { PartLine, PartSource } from './part-line.ts';
import type { PatientApi } from './patient-api.ts';
import { putPart } from './put-part.ts';
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
  /** Signed parts that came with the upload. */
  signed: readonly SignedPart[];
  api: PatientApi;
  line: PartLine;
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

/** How many parts one call signs; the contract's most. */
const signAtOnce = 100;
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
  readonly #signed = new Map<number, SignedPart>();
  readonly #inFlight = new Map<number, number>();
  readonly #done = createDeferred<SentPart[]>();
  #moving = new AbortController();
  #paused = false;
  #signing = false;
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
    for (const part of options.signed) this.#signed.set(part.number, part);
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

  next(): (() => Promise<void>) | null {
    if (this.#paused || this.#moving.signal.aborted) return null;
    const number = this.#pending[0];
    if (number === undefined) {
      const stored = this.#unproven.shift();
      this.#noticeDrained();
      return stored ? () => this.#prove(stored) : null;
    }
    if (!this.#signed.has(number)) {
      void this.#sign();
      return null;
    }
    this.#pending.shift();
    this.#inFlight.set(number, 0);
    return () => this.#send(number);
  }

  /** The stored part is ours only if its checksum is that of the same stretch of this file. */
  async #prove(stored: StoredPart): Promise<void> {
    const { file, checksums } = this.#options;
    const { start, end } = partRange(this.#plan, stored.number);
    try {
      const checksum = await checksums.of(file.slice(start, end));
      if (stored.checksum === null || stored.checksum === checksum) {
        return this.#settle({ number: stored.number, etag: stored.etag.replaceAll('"', ''), checksum });
      }
      this.#putBack(stored.number);
      this.#report();
    } catch (error) {
      this.#fail(fileError(error));
    }
  }

  async #send(number: number): Promise<void> {
    const signal = this.#moving.signal;
    let lastKind = '';
    let repeats = 0;
    let attempt = 0;
    while (!signal.aborted) {
      try {
        return this.#settle(await this.#attempt(number, signal));
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof PartError)) return this.#fail(error);
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
    const { file, checksums, streamSpeed, onTrouble } = this.#options;
    const part = this.#signed.get(number);
    if (!part) throw new PartError(number, { kind: 'status', status: 403, retryAfter: null });
    const { start, end, size } = partRange(this.#plan, number);
    if (part.size !== size)
      throw new UploadError('bad_answer', `Part ${number} was signed for another size.`);
    const body = file.slice(start, end);
    const hashing = checksums.of(body);
    // A file that changed under us shows here first: to the request it looks like a broken line.
    hashing.catch(() => undefined);
    let answer;
    try {
      answer = await putPart({
        number,
        url: part.url,
        headers: part.headers,
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
    } catch (error) {
      if (error instanceof PartError && error.failure.kind === 'network')
        await this.#proveReadable(hashing, number);
      throw error;
    }
    const checksum = await hashing.catch((cause: unknown) => {
      throw new PartError(number, { kind: 'file', cause });
    });
    if (answer.checksum !== null && answer.checksum !== checksum)
      throw new PartError(number, { kind: 'checksum' });
    if (!answer.etag)
      throw new UploadError('store_refused', 'The store does not show its ETag to this page (CORS).');
    return { number, etag: answer.etag, checksum };
  }

  async #proveReadable(hashing: Promise<string>, number: number): Promise<void> {
    try {
      await hashing;
    } catch (cause) {
      throw new PartError(number, { kind: 'file', cause });
    }
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
        this.#signed.delete(number);
        await this.#signNow([number]);
        return this.#signed.has(number);
      case 'ask':
        await this.#refresh();
        return this.#signed.has(number) && !this.#sent.has(number);
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

  async #sign(): Promise<void> {
    if (this.#signing) return;
    this.#signing = true;
    await this.#signNow(this.#pending.filter((number) => !this.#signed.has(number)).slice(0, signAtOnce));
    this.#signing = false;
    this.#options.line.wake();
  }

  async #signNow(numbers: number[]): Promise<void> {
    const { api, upload, signal, onTrouble } = this.#options;
    if (numbers.length === 0) return;
    try {
      const { parts } = await api.call(
        'signParts',
        { params: { id: upload.id }, body: { numbers } },
        { signal, onTrouble },
      );
      for (const part of parts) this.#signed.set(part.number, part);
    } catch (error) {
      this.#fail(error);
    }
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
      this.#signed.clear();
      await this.#signNow([...this.#inFlight.keys()].slice(0, signAtOnce));
    } catch (error) {
      this.#fail(error);
    }
  }

  #settle(part: SentPart): void {
    this.#sent.set(part.number, part);
    this.#inFlight.delete(part.number);
    this.#signed.delete(part.number);
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

/** The server has given the upload up, or has all of it already; `state` says which. */
export class UploadGone extends Error {
  readonly code = 'upload_closed';
  readonly state: Upload['state'];

  constructor(state: Upload['state']) {
    super(`The upload is ${state}.`);
    this.name = 'UploadGone';
    this.state = state;
  }
}

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

/** Browsers hold a picked file to the size and time it had: whatever differs can no longer be read. */
const fileError = (cause: unknown): UploadError =>
  new UploadError('file_changed', 'The file can no longer be read as it was.', { cause });
