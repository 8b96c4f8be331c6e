import { recordingProblem, type RecordingProblem } from './recording-problem.ts';
import { openRecordingStore, type RecordingStore, type Take } from './recording-store.ts';

export interface RecordingOptions {
  readonly stream: MediaStream;
  /** Without the ending, which depends on what the browser records. */
  readonly name: string;
  /** Bytes and milliseconds at which it ends by itself. */
  readonly maxBytes: number | null;
  readonly maxDurationMs: number | null;
  /** It has ended by itself: a limit, a device that is gone, sharing that was ended in the browser. */
  readonly onEnd: () => void;
  readonly onProblem: (problem: RecordingProblem) => void;
}

/** Formats by how well they serve: MP4 says how long it is and plays everywhere. */
const formats = [
  ['video/mp4;codecs=avc1.64002A,mp4a.40.2', '.mp4'],
  ['video/mp4;codecs=avc1.42E01F,mp4a.40.2', '.mp4'],
  ['video/webm;codecs=vp9,opus', '.webm'],
  ['video/webm;codecs=vp8,opus', '.webm'],
  ['video/webm', '.webm'],
  ['video/mp4', '.mp4'],
] as const;

/** Milliseconds between two chunks: what a full disk or a crash can cost at most. */
const chunkEvery = 1_000;
/** A limit is kept with this share of room, since the last chunks are still to come when it is reached. */
const roomForLast = 0.97;

/** Whether this browser can record at all. */
export const canRecord = (): boolean => 'MediaRecorder' in globalThis && 'mediaDevices' in navigator;

/** One take: from the first second to a file. */
export class Recording {
  readonly #options: RecordingOptions;
  readonly #recorder: MediaRecorder;
  readonly #store: RecordingStore;
  #writing: Promise<void> = Promise.resolve();
  #bytes = 0;
  #elapsed = 0;
  #since: number | null = null;
  #stopped: Promise<void> | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  private constructor(options: RecordingOptions, recorder: MediaRecorder, store: RecordingStore) {
    this.#options = options;
    this.#recorder = recorder;
    this.#store = store;
    recorder.addEventListener('dataavailable', ({ data }) => this.#take(data));
    recorder.addEventListener('error', () => options.onProblem('recording_failed'));
    for (const track of options.stream.getVideoTracks()) track.addEventListener('ended', options.onEnd);
  }

  /** @throws what the browser throws where it cannot record this. */
  static async start(options: RecordingOptions): Promise<Recording> {
    const [type, ending] = formats.find(([format]) => MediaRecorder.isTypeSupported(format)) ?? ['', '.webm'];
    const recorder = new MediaRecorder(options.stream, type ? { mimeType: type } : {});
    const store = await openRecordingStore(`${options.name}${ending}`, type.split(';')[0] ?? '');
    const recording = new Recording(options, recorder, store);
    try {
      recorder.start(chunkEvery);
    } catch (error) {
      await store.discard();
      throw error;
    }
    recording.#since = performance.now();
    recording.#timer = setInterval(() => recording.#watch(), 200);
    return recording;
  }

  /** Milliseconds of the take, without its pauses. */
  get elapsedMs(): number {
    return this.#elapsed + (this.#since === null ? 0 : performance.now() - this.#since);
  }

  get bytes(): number {
    return this.#bytes;
  }

  pause(): void {
    this.#elapsed = this.elapsedMs;
    this.#since = null;
    this.#recorder.pause();
  }

  resume(): void {
    this.#since = performance.now();
    this.#recorder.resume();
  }

  /** Ends the take. Resolves with the file once all of it is written. */
  async finish(): Promise<Take> {
    await this.#stop();
    await this.#writing;
    return this.#store.finish();
  }

  async discard(): Promise<void> {
    await this.#stop();
    await this.#writing.catch(() => undefined);
    await this.#store.discard();
  }

  #stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#elapsed = this.elapsedMs;
    this.#since = null;
    this.#stopped ??= new Promise((resolve) => {
      if (this.#recorder.state === 'inactive') return resolve();
      // The last chunk comes before this.
      this.#recorder.addEventListener('stop', () => resolve(), { once: true });
      this.#recorder.stop();
    });
    return this.#stopped;
  }

  #take(chunk: Blob): void {
    if (chunk.size === 0) return;
    this.#bytes += chunk.size;
    this.#writing = this.#writing.then(() => this.#store.append(chunk));
    this.#writing.catch((error: unknown) => this.#options.onProblem(recordingProblem(error)));
  }

  #watch(): void {
    const { maxBytes, maxDurationMs, onEnd } = this.#options;
    const full = maxBytes !== null && this.#bytes >= maxBytes * roomForLast;
    if (full || (maxDurationMs !== null && this.elapsedMs >= maxDurationMs)) onEnd();
  }
}
