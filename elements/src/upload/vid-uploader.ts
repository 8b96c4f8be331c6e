import { createClient, type GetToken } from '@vidkit/contracts/client/uploads';
import type { Limits } from '@vidkit/contracts/schemas/site';

import { checkFile } from './model/file-check.ts';
import { fingerprintOf } from './model/fingerprint.ts';
import { limitsOf, tighter, type FileLimits, type PageLimits } from './model/file-limits.ts';
import { randomId } from './model/random-id.ts';
import { Pace } from './model/pace.ts';
import type { RetryOptions } from './model/retry-policy.ts';
import { StreamTuner } from './model/stream-tuner.ts';
import { isOver, newItem, type UploadItem } from './model/upload-item.ts';
import { problem } from './model/upload-problem.ts';
import { totalsOf, type UploadTotals } from './model/upload-totals.ts';
import { Checksums } from './transfer/checksums.ts';
import { Circuits } from './transfer/circuits.ts';
import { readHandle } from './transfer/file-handles.ts';
import { Journal, journalKey } from './transfer/journal.ts';
import { PartLine } from './transfer/part-line.ts';
import { PatientApi } from './transfer/patient-api.ts';
import { serverUploads } from './transfer/server-uploads.ts';
import { UploadJob, type UploadContext, type UploadOrigin } from './transfer/upload-job.ts';
import { sleep } from './transfer/waiting.ts';

export type { PageLimits } from './model/file-limits.ts';
export type { UploadItem, UploadPhase } from './model/upload-item.ts';
export type { UploadProblem } from './model/upload-problem.ts';
export type { UploadTotals } from './model/upload-totals.ts';

/** A file as the browser gave it: with a handle, an interrupted upload goes on by one click after a reload. */
export interface PickedFile {
  readonly file: File;
  readonly handle?: FileSystemFileHandle;
}

export interface VidUploaderOptions extends PageLimits {
  /** Such as `https://video.example.com`. */
  apiUrl: string;
  getToken?: GetToken;
  /** Several people share what the token lets them: `restore` lists what is of this browser alone. */
  shared?: boolean;
  /** Id of a video of mine: the file takes the place of its source, and no new video is made. */
  replaces?: string;
  /** See the property of that name. */
  maxBytesPerSecond?: number | null;
  retry?: Partial<RetryOptions>;
}

/** A video of an earlier visit, for `follow`. */
export interface StoredVideo {
  readonly videoId: string;
  readonly title: string;
  /** Bytes. */
  readonly size: number;
}

/** Milliseconds between two looks at the speed of the whole line. */
const sampleEvery = 3_000;
/** Longer than this for a part, and calls that share its connections would be late. */
const quickSeconds = 10;
/** Of six connections to a host, these many may then carry parts. */
const parallelBesideCalls = 4;
/** The server forgets unfinished uploads too; older notes are of no use. */
const oldestNote = 7 * 86_400_000;

/**
 * Uploads without any interface: a queue of files on their way to becoming videos. Fires `change` whenever `items`
 * or one of them changed; items are new objects after every change.
 *
 * ```ts
 * const uploader = new VidUploader({ apiUrl: 'https://video.example.com', getToken });
 * uploader.addEventListener('change', () => show(uploader.items));
 * uploader.add(input.files);
 * ```
 */
export class VidUploader extends EventTarget {
  readonly #context: UploadContext;
  readonly #shared: boolean;
  #pageLimits: PageLimits;
  #jobs: UploadJob[] = [];
  #held = false;
  #paused = false;
  #streamTaken = false;
  #serverLimits: Promise<Limits | null> | null = null;
  #fingerprints: Promise<unknown> = Promise.resolve();
  #sampler: ReturnType<typeof setInterval> | undefined;
  #lastSample = 0;
  #sentBefore = 0;
  #partSizeOnApi = 0;

  constructor(options: VidUploaderOptions) {
    super();
    const { apiUrl, getToken, replaces, maxBytesPerSecond = null, retry = {} } = options;
    this.#shared = options.shared ?? false;
    this.#pageLimits = options;
    const client = createClient({ baseUrl: apiUrl, ...(getToken ? { getToken } : {}) });
    const tuner = new StreamTuner();
    const circuits = new Circuits(retry);
    this.#context = {
      apiUrl: client.baseUrl,
      journalScope: replaces === undefined ? client.baseUrl : `${client.baseUrl} ${replaces}`,
      replaces: replaces ?? null,
      api: new PatientApi(client, circuits, retry),
      circuits,
      line: new PartLine(() => tuner.limit),
      pace: new Pace({ now: () => performance.now(), sleep }),
      tuner,
      checksums: new Checksums(),
      journal: new Journal(),
      retry,
      isNext: (job) => this.#next() === job,
      fingerprintOf: (file) => this.#fingerprintOf(file),
      examine: (file) => this.#examine(file),
      claimStream: () => {
        const free = !this.#streamTaken;
        this.#streamTaken = true;
        return free;
      },
      releaseStream: () => {
        this.#streamTaken = false;
      },
      changed: () => this.#changed(),
      replaceInterrupted: (job) => this.#replaceInterrupted(job),
      partsOnApi: (partSize) => (this.#partSizeOnApi = partSize),
      advance: () => this.#advance(),
    };
    this.maxBytesPerSecond = maxBytesPerSecond;
  }

  /**
   * Leaves room on the line for others: no more than so many bytes a second on average, over all files. Browsers cannot
   * slow a request down, so parts of 8 MiB go as fast as they can, one after the other, with pauses between them. Null,
   * or what is no positive number, is no limit. May be changed at any time.
   */
  get maxBytesPerSecond(): number | null {
    return this.#context.pace.limit;
  }

  set maxBytesPerSecond(limit: number | null) {
    this.#context.pace.limit = limit;
  }

  /** In the order of the list. */
  get items(): readonly UploadItem[] {
    return this.#jobs.map(({ item }) => item);
  }

  get totals(): UploadTotals {
    return totalsOf(this.items);
  }

  /** While true no upload begins: nobody is signed in. Letting go also repeats what failed for that reason. */
  get held(): boolean {
    return this.#held;
  }

  set held(held: boolean) {
    if (held === this.#held) return;
    this.#held = held;
    if (held) return;
    for (const job of this.#jobs) if (job.item.problem?.code === 'unauthenticated') void job.retry();
    this.#advance();
  }

  /** Checks the files and puts them at the end of the queue. */
  add(files: Iterable<File | PickedFile>): readonly UploadItem[] {
    const added: UploadJob[] = [];
    const most = this.#context.replaces === null ? (tighter(this.#pageLimits.maxFiles, null) ?? Infinity) : 1;
    for (const picked of files) {
      const { file, handle } = picked instanceof File ? { file: picked } : picked;
      const item = { ...newItem(randomId(), file), file };
      const full = this.#jobs.filter((job) => counts(job.item)).length >= most;
      const refused = full ? { phase: 'failed' as const, problem: problem('too_many_files') } : {};
      const job = new UploadJob(
        this.#context,
        { ...item, ...refused },
        { paused: this.#paused, ...(handle ? { handle } : {}) },
      );
      this.#jobs.push(job);
      added.push(job);
      if (!full) void job.check();
    }
    this.#changed();
    return added.map(({ item }) => item);
  }

  /**
   * Lists the uploads that an earlier visit left unfinished, as `interrupted`: those of this browser first, then those
   * that the server knows of the same person from other devices. Each goes on when its file is added again.
   */
  async restore(): Promise<void> {
    await this.#restoreFromJournal();
    if (!this.#held && !this.#shared) await this.#restoreFromServer();
  }

  async #restoreFromJournal(): Promise<void> {
    const { journal, journalScope } = this.#context;
    const entries = await journal.list(journalScope);
    const busy = await lockedNames();
    for (const entry of entries) {
      if (Date.now() - entry.updatedAt > oldestNote) void journal.delete(journalScope, entry.fingerprint);
      else if (!busy.has(entry.key) && !this.#knows(entry.fingerprint)) {
        const { fileName, title, uploadId, size, sentBytes, fingerprint, handle } = entry;
        this.#addInterrupted(
          { fileName, title, uploadId, size, sentBytes },
          { fingerprint, ...(handle ? { handle } : {}) },
        );
      }
    }
    if (entries.length > 0) this.#changed();
  }

  /** Nobody is signed in, or the server is away: then this browser's own are all there is to show. */
  async #restoreFromServer(): Promise<void> {
    const { api, journalScope, replaces } = this.#context;
    const uploads = await serverUploads(api.client, replaces).catch(() => []);
    if (uploads.length === 0) return;
    const busy = await lockedNames();
    for (const { fingerprint, storedParts, id, fileName, size } of uploads) {
      if (fingerprint === null || busy.has(journalKey(journalScope, fingerprint)) || this.#knows(fingerprint))
        continue;
      const sentBytes = storedParts.reduce((sum, part) => sum + part.size, 0);
      this.#addInterrupted({ fileName, size, sentBytes, uploadId: id }, { fingerprint });
    }
    this.#changed();
  }

  /**
   * Goes on with an `interrupted` upload whose file the browser still knows. Call it in a click: the browser may
   * ask. Resolves to false when the file has to be picked again.
   */
  async reopen(id: string): Promise<boolean> {
    const handle = this.#find(id)?.handle;
    if (!handle) return false;
    const file = await readHandle(handle);
    if (file) this.add([{ file, handle }]);
    return file !== null;
  }

  pause(id?: string): void {
    if (id === undefined) this.#paused = true;
    for (const job of this.#chosen(id)) job.pause();
  }

  resume(id?: string): void {
    if (id === undefined) this.#paused = false;
    for (const job of this.#chosen(id)) job.resume();
  }

  /** Gives an upload up, or all that are not stored, on the server too. `retry` starts it again. */
  cancel(id?: string): void {
    if (id !== undefined) return this.#find(id)?.cancel();
    for (const job of this.#jobs) if (!isOver(job.item) && job.item.status === null) job.cancel();
  }

  /** Tries a failed or canceled upload again, or all that failed and may go better. */
  retry(id?: string): void {
    if (id !== undefined) return void this.#find(id)?.retry();
    for (const job of this.#jobs) if (job.item.phase === 'failed') void job.retry();
  }

  /** Lists videos that were stored at an earlier visit, and follows them as those of this one. */
  follow(videos: Iterable<StoredVideo>): void {
    for (const { videoId, title, size } of videos) {
      if (this.#jobs.some(({ item }) => item.videoId === videoId)) continue;
      const item = { ...newItem(randomId(), { name: title, size }), title, videoId };
      const job = new UploadJob(this.#context, item);
      this.#jobs.push(job);
      job.follow();
    }
  }

  /** Takes an item off the list; one that is still moving is canceled. */
  remove(id: string): void {
    const job = this.#find(id);
    if (!job) return;
    job.cancel();
    job.dispose();
    this.#jobs = this.#jobs.filter((other) => other !== job);
    this.#changed();
  }

  setTitle(id: string, title: string): void {
    this.#find(id)?.setTitle(title);
  }

  /** Saves a title now instead of a moment after the last key. */
  saveTitle(id: string): void {
    this.#find(id)?.saveTitle();
  }

  /** Fetches and starts what the first file will need. */
  prepare(): void {
    const { checksums, journal, journalScope } = this.#context;
    checksums.prepare();
    void journal.speedOf(journalScope);
    void this.limits();
    void loadInspection();
  }

  /** What the page takes from now on; files that are in the list already stay. */
  restrict(limits: PageLimits): void {
    this.#pageLimits = limits;
  }

  /** What may be uploaded: the server's limits, made tighter by the page's. Those alone while it does not answer. */
  async limits(): Promise<FileLimits> {
    this.#serverLimits ??= this.#context.api.client.call('getLimits').catch(() => {
      // The server checks as well; the next file asks again.
      this.#serverLimits = null;
      return null;
    });
    return limitsOf(this.#pageLimits, await this.#serverLimits);
  }

  /** Stops everything. Unfinished uploads stay resumable. */
  dispose(): void {
    for (const job of this.#jobs) job.dispose();
    this.#jobs = [];
    clearInterval(this.#sampler);
    this.#context.checksums.close();
    this.#context.journal.close();
  }

  #find(id: string): UploadJob | undefined {
    return this.#jobs.find(({ item }) => item.id === id);
  }

  #chosen(id: string | undefined): readonly UploadJob[] {
    return id === undefined ? this.#jobs : this.#jobs.filter(({ item }) => item.id === id);
  }

  #knows(fingerprint: string): boolean {
    return this.#jobs.some((job) => job.fingerprint === fingerprint);
  }

  #addInterrupted(
    entry: Pick<UploadItem, 'fileName' | 'size' | 'sentBytes' | 'uploadId'> & { title?: string },
    origin: UploadOrigin,
  ): void {
    const item: UploadItem = {
      ...newItem(randomId(), { name: entry.fileName, size: entry.size }),
      ...entry,
      phase: 'interrupted',
      canReopen: origin.handle !== undefined,
    };
    this.#jobs.push(new UploadJob(this.#context, item, origin));
  }

  #replaceInterrupted(job: UploadJob): UploadItem | null {
    const old = this.#jobs.find(
      (other) => other !== job && other.item.phase === 'interrupted' && other.fingerprint === job.fingerprint,
    );
    if (!old) return null;
    this.#jobs = this.#jobs.filter((other) => other !== job).map((other) => (other === old ? job : other));
    return old.item;
  }

  /** One file after the other: the next begins when no part of those before it is left to hand out. */
  #advance(): void {
    if (this.#held) return;
    const next = this.#next();
    if (next?.item.phase === 'waiting') void next.start();
  }

  /** A small file is checked sooner than a large one, but does not jump the queue. */
  #next(): UploadJob | undefined {
    if (this.#jobs.some((job) => job.isHungry)) return undefined;
    return this.#jobs.find(({ item }) => item.phase === 'waiting' || item.phase === 'checking');
  }

  #changed(): void {
    this.#watchSpeed();
    this.dispatchEvent(new Event('change'));
  }

  #watchSpeed(): void {
    const moving = this.#context.line.active > 0;
    if (moving === (this.#sampler !== undefined)) return;
    clearInterval(this.#sampler);
    this.#sampler = undefined;
    if (!moving) return;
    this.#sentBefore = this.totals.sentBytes;
    this.#lastSample = performance.now();
    this.#sampler = setInterval(() => {
      const now = performance.now();
      const { sentBytes } = this.totals;
      this.#tune((1_000 * Math.max(0, sentBytes - this.#sentBefore)) / (now - this.#lastSample));
      this.#sentBefore = sentBytes;
      this.#lastSample = now;
    }, sampleEvery);
  }

  /** One after the other: a folder may hold hundreds of files, and each takes 2 MiB of memory. */
  #fingerprintOf(file: File): Promise<string> {
    const made = this.#fingerprints.then(() => fingerprintOf(file));
    this.#fingerprints = made.catch(() => undefined);
    return made;
  }

  /** What the page alone can tell is told without waiting for the server. */
  async #examine(file: File): Promise<string | null> {
    const alone = limitsOf(this.#pageLimits, null);
    const refused = (await checkFile(file, alone)) ?? (await checkFile(file, await this.limits()));
    if (refused) return refused;
    const inspection = await loadInspection();
    return (await inspection?.inspectFile(file, await this.limits())) ?? null;
  }

  #tune(bytesPerSecond: number): void {
    const { tuner, line, pace } = this.#context;
    // Whoever waits for their turn says nothing about the line.
    if (pace.limit === null) tuner.sample(bytesPerSecond);
    // The store has the API's host and, over HTTP/1.1, its six connections: calls and live events need some of them.
    if (this.#partSizeOnApi * line.active > bytesPerSecond * quickSeconds) {
      tuner.capAt(parallelBesideCalls);
      line.shed();
    }
    line.wake();
  }
}

const counts = ({ phase }: UploadItem): boolean =>
  phase !== 'failed' && phase !== 'canceled' && phase !== 'interrupted';

/** The server looks as well, so that nothing is lost where this cannot be loaded. */
const loadInspection = () => import('./inspect/inspect-file.ts').catch(() => null);

/** Keys of uploads that run in some tab right now. */
const lockedNames = async (): Promise<Set<string>> => {
  const { held = [] } = 'locks' in navigator ? await navigator.locks.query() : {};
  return new Set(held.map(({ name = '' }) => name.replace(/^vid-upload /, '')));
};
