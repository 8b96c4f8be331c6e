import { ApiError } from '@vidkit/contracts/client/uploads';
import type { SignedPart, Upload } from '@vidkit/contracts/schemas/upload';

import type { Pace } from '../model/pace.ts';
import type { RetryOptions } from '../model/retry-policy.ts';
import type { StreamTuner } from '../model/stream-tuner.ts';
import { isOver, isStored, type Trouble, type UploadItem } from '../model/upload-item.ts';
import { problem, UploadError } from '../model/upload-problem.ts';
import type { Checksums } from './checksums.ts';
import type { Circuits } from './circuits.ts';
import { connectionsTo, originOf } from './connections.ts';
import { FileTransfer, type SentPart } from './file-transfer.ts';
import { holdLock } from './file-lock.ts';
import type { Journal } from './journal.ts';
import { journalKey } from './journal.ts';
import { Opening, type OpenedUpload } from './opening.ts';
import type { PartLine } from './part-line.ts';
import type { PatientApi } from './patient-api.ts';
import { followProcessing } from './processing.ts';
import { ProgressMeter } from './progress-meter.ts';
import { TitleSaver } from './title-saver.ts';
import { UploadGone } from './upload-gone.ts';
import { sleep } from './waiting.ts';

/** What all uploads of a page share. */
export interface UploadContext {
  readonly apiUrl: string;
  /** Names whose uploads the journal's notes are: of this API, and of the one video whose source is replaced. */
  readonly journalScope: string;
  /** The video whose source the file takes the place of; null for new videos. */
  readonly replaces: string | null;
  readonly api: PatientApi;
  readonly circuits: Circuits;
  readonly line: PartLine;
  readonly pace: Pace;
  readonly tuner: StreamTuner;
  readonly checksums: Checksums;
  readonly journal: Journal;
  readonly retry: Partial<RetryOptions>;
  /** Whether no other file is before it. */
  isNext(job: UploadJob): boolean;
  fingerprintOf(file: File): Promise<string>;
  /** The code of what speaks against a file before its first byte; null when nothing does. */
  examine(file: File): Promise<string | null>;
  /** Claims the page's one live stream; false when it is taken. */
  claimStream(): boolean;
  releaseStream(): void;
  /** The item is another one now. */
  changed(job: UploadJob): void;
  /** The file of an interrupted upload is here again, as another job: takes its place. Returns what it was. */
  replaceInterrupted(job: UploadJob): UploadItem | null;
  /** Bytes that parts have while the API's own connections carry them; 0 while it has all of them for itself. */
  partsOnApi(partSize: number): void;
  /** The next file may begin. */
  advance(): void;
}

/** What is known of a file beyond its bytes. */
export interface UploadOrigin {
  readonly handle?: FileSystemFileHandle;
  /** Of an interrupted upload, whose file is not here. */
  readonly fingerprint?: string;
  readonly paused?: boolean;
}

/** Milliseconds between two notes of progress in the journal. */
const journalEvery = 3_000;
/** Bytes that must have been sent before they say something of the line. */
const telling = 16_777_216;
/** A complete that finds parts missing sends those again; more rounds than this mean that something is broken. */
const completeRounds = 5;

/** One file's way from the disk to a playable video. The item tells how far it is; nothing here knows the page. */
export class UploadJob {
  #item: UploadItem;
  readonly #context: UploadContext;
  readonly #meter = new ProgressMeter((bytes) => this.#onSent(bytes));
  readonly #titles: TitleSaver;
  readonly #opening: Opening;
  #handle: FileSystemFileHandle | undefined;
  #life = new AbortController();
  #transfer: FileTransfer | null = null;
  #fingerprint: string | null = null;
  #releaseLock: (() => void) | null = null;
  #endWatch: (() => void) | null = null;
  #lastNote = 0;
  #paused = false;
  #drained = true;

  constructor(context: UploadContext, item: UploadItem, more: UploadOrigin = {}) {
    this.#context = context;
    this.#opening = new Opening(context);
    this.#item = item;
    this.#handle = more.handle;
    this.#fingerprint = more.fingerprint ?? null;
    this.#paused = more.paused ?? false;
    this.#titles = new TitleSaver(context.api.client, (titleState, title) =>
      this.#update({ titleState, ...(title === undefined ? {} : { title }) }),
    );
  }

  get item(): UploadItem {
    return this.#item;
  }

  get fingerprint(): string | null {
    return this.#fingerprint;
  }

  get handle(): FileSystemFileHandle | undefined {
    return this.#handle;
  }

  /** Still has parts to hand out, so that a following file must wait. */
  get isHungry(): boolean {
    return !this.#paused && !this.#drained;
  }

  /** Looks at the file without the network. Ends as `waiting`, or as `failed`. */
  async check(): Promise<void> {
    const { file } = this.#item;
    if (!file) return;
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#item = { ...this.#item, phase: 'checking', problem: null, trouble: null };
    // Most files are not refused. Those that have to wait are not read before their turn. The disk is asked before the
    // list is drawn, so that both work at once.
    if (!this.#item.uploadId && this.#context.isNext(this)) this.#opening.readAhead(file, signal);
    const fingerprint = Promise.resolve(this.#fingerprint ?? this.#context.fingerprintOf(file));
    // Whether the file can be read is told after what else speaks against it.
    fingerprint.catch(() => undefined);
    this.#context.changed(this);
    const refusal = await this.#context.examine(file);
    if (signal.aborted) return;
    if (refusal) return this.#failWith(new UploadError(refusal, `The file was refused: ${refusal}.`));
    try {
      this.#fingerprint = await fingerprint;
    } catch (cause) {
      return this.#failWith(new UploadError('file_unreadable', 'The file cannot be read.', { cause }));
    }
    this.#releaseLock ??= await holdLock(journalKey(this.#context.journalScope, this.#fingerprint));
    if (signal.aborted) return this.#unlock();
    if (!this.#releaseLock) {
      return this.#failWith(new UploadError('already_uploading', 'The file is being uploaded already.'));
    }
    const entry = await this.#context.journal.get(this.#context.journalScope, this.#fingerprint);
    if (signal.aborted) return this.#unlock();
    const { uploadId, title, sentBytes } = { ...this.#context.replaceInterrupted(this), ...entry };
    if (uploadId) this.#update({ uploadId, title: title ?? this.#item.title, sentBytes: sentBytes ?? 0 });
    this.#update({ phase: this.#paused ? 'paused' : 'waiting' });
    this.#context.advance();
  }

  /** Opens or reopens the upload and sends the file. Never rejects; the item says how it ended. */
  async start(): Promise<void> {
    const { file } = this.#item;
    if (!file || this.#item.phase !== 'waiting') return;
    this.#drained = false;
    const { signal } = this.#life;
    this.#update({ phase: 'uploading', problem: null });
    try {
      const opened = await this.#open(file, signal);
      await this.#sendAndComplete(file, opened, signal);
      this.#arrive();
    } catch (error) {
      if (!signal.aborted) this.#failWith(error);
    } finally {
      this.#transfer = null;
      this.#drained = true;
      if (isOver(this.#item) || isStored(this.#item)) this.#unlock();
      this.#context.advance();
    }
  }

  pause(): void {
    const { phase } = this.#item;
    if (phase !== 'uploading' && phase !== 'reconnecting' && phase !== 'waiting' && phase !== 'checking')
      return;
    this.#paused = true;
    this.#transfer?.pause();
    if (phase !== 'checking')
      this.#update({ phase: 'paused', bytesPerSecond: null, secondsLeft: null, trouble: null });
    this.#context.advance();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#meter.reset();
    if (this.#item.phase === 'paused') this.#update({ phase: this.#drained ? 'waiting' : 'uploading' });
    this.#transfer?.resume();
    this.#context.advance();
  }

  /** Gives the upload up, here and on the server. What is stored already stays. */
  cancel(): void {
    if (isOver(this.#item) && this.#item.phase !== 'failed') return;
    const { uploadId, phase } = this.#item;
    this.#stop();
    this.#update({ ...nothingSent, phase: 'canceled', problem: null });
    if (this.#fingerprint) void this.#context.journal.delete(this.#context.journalScope, this.#fingerprint);
    if (uploadId && phase !== 'processing') void this.#abort(uploadId);
    this.#context.advance();
  }

  /** After `failed` or `canceled`: goes on from what the server has, or from nothing. */
  retry(): Promise<void> {
    const { phase, problem: reason } = this.#item;
    if (phase !== 'canceled' && !(phase === 'failed' && reason?.retryable)) return Promise.resolve();
    this.#paused = false;
    this.#meter.reset();
    if (phase === 'canceled') this.#opening.forget();
    return this.check();
  }

  setTitle(title: string): void {
    const clean = title.replace(/\s+/g, ' ').slice(0, 200);
    this.#update({ title: clean });
    if (clean.trim()) this.#titles.set(clean.trim());
  }

  saveTitle(): void {
    void this.#titles.flush();
  }

  /** Follows a video that was stored at an earlier visit. */
  follow(): void {
    this.#arrive();
  }

  /** Ends everything without a word to the server: the page goes away, the upload stays resumable. */
  dispose(): void {
    this.#stop();
  }

  async #open(file: File, signal: AbortSignal): Promise<OpenedUpload> {
    const call = { signal, onTrouble: this.#onTrouble };
    const { uploadId, title } = this.#item;
    if (uploadId) {
      const upload = await this.#opening.reopen(file, uploadId, call);
      if (upload) {
        this.#adopt(upload);
        return { upload, signed: [] };
      }
      this.#update(nothingSent);
    }
    const wanted = { title: title.trim(), fingerprint: this.#fingerprint };
    const opened = await this.#opening.create(file, wanted, call);
    this.#adopt(opened.upload);
    return opened;
  }

  #adopt(upload: Upload): void {
    this.#update({ uploadId: upload.id, videoId: upload.videoId });
    this.#titles.videoId = upload.videoId;
    this.#note();
  }

  async #sendAndComplete(file: File, opened: OpenedUpload, signal: AbortSignal): Promise<void> {
    let { upload, signed } = opened;
    for (let round = 1; ; round++) {
      try {
        // An earlier page may have asked for its completion, which may also have failed by now.
        if (upload.state !== 'open') return await this.#untilStored(signal);
        const parts = await this.#send(file, upload, signed, signal);
        this.#drained = true;
        this.#update({
          phase: 'completing',
          sentBytes: file.size,
          bytesPerSecond: null,
          secondsLeft: null,
          trouble: null,
        });
        this.#context.advance();
        return await this.#complete(upload.id, parts, signal);
      } catch (error) {
        const mends = error instanceof UploadGone || (error instanceof ApiError && mendable.has(error.code));
        if (!mends || round >= completeRounds) throw error;
        this.#update({ phase: this.#paused ? 'paused' : 'uploading' });
        ({ upload, signed } = await this.#open(file, signal));
      }
    }
  }

  async #send(
    file: File,
    upload: Upload,
    signed: readonly SignedPart[],
    signal: AbortSignal,
  ): Promise<SentPart[]> {
    const { api, circuits, line, pace, checksums, tuner, retry, apiUrl } = this.#context;
    // From here on the transfer reads what is left.
    this.#opening.stopReading();
    const begun = performance.now();
    const before = this.#item.sentBytes;
    const sample = signed[0]?.url ?? apiUrl;
    tuner.capAt(connectionsTo(sample));
    this.#context.partsOnApi(originOf(sample) === originOf(apiUrl) ? upload.partSize : 0);
    this.#transfer = new FileTransfer({
      file,
      upload,
      known: this.#opening.knownFor(upload),
      signed,
      api,
      circuits,
      line,
      pace,
      checksums,
      tuner,
      retry,
      streamSpeed: () => {
        const all = this.#meter.bytesPerSecond;
        return all === null ? null : all / Math.max(1, line.active);
      },
      onProgress: (bytes) => this.#meter.note(bytes),
      onTrouble: this.#onTrouble,
      onDrained: () => {
        this.#drained = true;
        this.#context.advance();
      },
      signal,
    });
    if (this.#paused) this.#transfer.pause();
    const sent = await this.#transfer.run();
    const seconds = (performance.now() - begun) / 1_000;
    const moved = file.size - before;
    if (moved >= telling && pace.limit === null)
      void this.#context.journal.noteSpeed(this.#context.journalScope, moved / seconds / tuner.limit);
    return sent;
  }

  async #complete(id: string, parts: readonly SentPart[], signal: AbortSignal): Promise<void> {
    try {
      await this.#context.api.call(
        'completeUpload',
        { params: { id }, body: { parts: [...parts] } },
        { signal, onTrouble: this.#onTrouble },
      );
    } catch (error) {
      // The answer to an earlier attempt may have been lost on the way.
      if (!(error instanceof ApiError) || error.code !== 'upload_closed') throw error;
      await this.#untilStored(signal);
    }
  }

  /** Another request completes the upload, perhaps our own whose answer was lost. */
  async #untilStored(signal: AbortSignal): Promise<void> {
    const id = this.#item.uploadId ?? '';
    this.#update({ phase: 'completing' });
    for (;;) {
      const { state } = await this.#context.api.call(
        'getUpload',
        { params: { id } },
        { signal, onTrouble: this.#onTrouble },
      );
      if (state === 'stored') return;
      if (state !== 'completing') throw new UploadGone(state);
      await sleep(1_000, signal);
      signal.throwIfAborted();
    }
  }

  #arrive(): void {
    const { journal, journalScope, apiUrl, api } = this.#context;
    const { videoId, size } = this.#item;
    if (this.#fingerprint) void journal.delete(journalScope, this.#fingerprint);
    if (!videoId) return;
    this.#update({
      phase: 'processing',
      status: 'processing',
      sentBytes: size,
      trouble: null,
      watchUrl: `${apiUrl}/watch/${videoId}`,
      embedUrl: `${apiUrl}/embed/${videoId}`,
    });
    const live = this.#context.claimStream();
    let holding = live;
    const release = (): void => {
      if (holding) this.#context.releaseStream();
      holding = false;
    };
    const end = followProcessing(api.client, {
      videoId,
      live,
      onChange: (patch) => {
        this.#update(patch);
        // Only the stream: the public address may still be on its way.
        if (isOver(this.#item)) release();
      },
    });
    this.#endWatch = () => {
      end();
      release();
      this.#endWatch = null;
    };
  }

  #onSent(bytes: number): void {
    if (this.#item.phase !== 'uploading' && this.#item.phase !== 'reconnecting') return;
    const sentBytes = Math.max(this.#item.sentBytes, bytes);
    this.#update({
      sentBytes,
      bytesPerSecond: this.#meter.bytesPerSecond,
      secondsLeft: this.#meter.secondsLeft(this.#item.size - sentBytes),
    });
    if (performance.now() - this.#lastNote > journalEvery) this.#note();
  }

  readonly #onTrouble = (trouble: Trouble | null): void => {
    const { phase, trouble: before } = this.#item;
    if (trouble === before) return;
    if (phase === 'completing') return this.#update({ trouble });
    if (phase !== 'uploading' && phase !== 'reconnecting') return;
    if (!trouble) return this.#update({ trouble, phase: 'uploading' });
    this.#meter.reset();
    this.#update({ trouble, phase: 'reconnecting', bytesPerSecond: null, secondsLeft: null });
  };

  #note(): void {
    const { uploadId, videoId, fileName, size, title, sentBytes } = this.#item;
    const { journal, journalScope } = this.#context;
    if (!this.#fingerprint || !uploadId || !videoId) return;
    this.#lastNote = performance.now();
    void journal.put({
      key: journalKey(journalScope, this.#fingerprint),
      apiUrl: journalScope,
      fingerprint: this.#fingerprint,
      uploadId,
      videoId,
      fileName,
      size,
      title,
      sentBytes,
      updatedAt: Date.now(),
      ...(this.#handle ? { handle: this.#handle } : {}),
    });
  }

  async #abort(id: string): Promise<void> {
    const signal = AbortSignal.timeout(60_000);
    // Whatever is left behind expires on the server.
    await this.#context.api.call('abortUpload', { params: { id } }, { signal }).catch(() => undefined);
  }

  #failWith(error: unknown): void {
    this.#opening.stopReading();
    const code =
      error instanceof UploadError || error instanceof ApiError || error instanceof UploadGone
        ? error.code
        : 'unexpected';
    this.#update({
      phase: 'failed',
      problem: problem(code),
      bytesPerSecond: null,
      secondsLeft: null,
      trouble: null,
    });
    this.#unlock();
    this.#context.advance();
  }

  #stop(): void {
    this.#life.abort();
    this.#opening.stopReading();
    this.#titles.stop();
    this.#meter.stop();
    this.#endWatch?.();
    this.#unlock();
  }

  #unlock(): void {
    this.#releaseLock?.();
    this.#releaseLock = null;
  }

  #update(patch: Partial<UploadItem>): void {
    this.#item = { ...this.#item, ...patch };
    this.#context.changed(this);
  }
}

const nothingSent = {
  uploadId: null,
  videoId: null,
  sentBytes: 0,
  bytesPerSecond: null,
  secondsLeft: null,
  trouble: null,
} satisfies Partial<UploadItem>;

/** Answers to `completeUpload` that sending some parts again can mend. */
const mendable = new Set<string>(['parts_missing', 'part_mismatch', 'checksum_mismatch', 'upload_closed']);
