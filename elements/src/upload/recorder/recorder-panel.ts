import type { LitElement, TemplateResult } from 'lit';

import { Localize } from '../../localize/localize.ts';
import { recorderMessages, type RecorderMessages } from '../messages/recorder.messages.ts';
import {
  listDevices,
  openCapture,
  type Capture,
  type CaptureChoice,
  type Devices,
  type RecordKind,
} from './capture.ts';
import { recorderStyles } from './recorder.styles.ts';
import { recorderView } from './recorder.view.ts';
import { canRecord, Recording } from './recording.ts';
import { recordingProblem, type RecordingProblem } from './recording-problem.ts';
import { sweepRecordings, type Take } from './recording-store.ts';

/** `choosing` what to share comes before the devices of a screen; `done` is a take that can be looked at. */
export type RecorderPhase =
  'choosing' | 'opening' | 'ready' | 'counting' | 'recording' | 'paused' | 'finishing' | 'done' | 'failed';

export interface RecorderOptions {
  readonly kind: RecordKind;
  limits(): Promise<{ maxBytes: number | null; maxDurationMs: number | null }>;
  /** The take is another's from here on, who drops it. */
  use(take: Take): void;
  close(): void;
}

const countFrom = 3;
/** Milliseconds between two looks at the clock and the loudness. */
const lookEvery = 100;

/** Records a camera or a screen inside `<vid-upload>`, in the place of its card. Renders into its host. */
export class RecorderPanel {
  readonly kind: RecordKind;
  readonly #host: LitElement;
  readonly #options: RecorderOptions;
  readonly #words: Localize<RecorderMessages>;
  #phase: RecorderPhase;
  #choice: CaptureChoice;
  #devices: Devices = { cameras: [], microphones: [] };
  #capture: Capture | null = null;
  #recording: Recording | null = null;
  #take: Take | null = null;
  #takenMs = 0;
  #address = '';
  #problem: RecordingProblem | null = null;
  #count = 0;
  #limits: { maxBytes: number | null; maxDurationMs: number | null } = {
    maxBytes: null,
    maxDurationMs: null,
  };
  #endedByItself = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #said = '';
  #shownSecond = -1;
  #closed = false;

  constructor(host: LitElement, options: RecorderOptions) {
    this.#host = host;
    this.#options = options;
    this.kind = options.kind;
    this.#words = new Localize(host, recorderMessages);
    this.#choice = { kind: options.kind, camera: '', microphone: '' };
    this.#phase = options.kind === 'screen' ? 'choosing' : 'opening';
    const root = host.shadowRoot;
    const sheet = recorderStyles.styleSheet;
    if (root && sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    void sweepRecordings();
    void options.limits().then((limits) => {
      this.#limits = limits;
      this.#host.requestUpdate();
    });
    if (!canRecord()) this.#fail('not_supported');
    else if (options.kind === 'camera') void this.open();
    else this.#become('choosing');
  }

  get phase(): RecorderPhase {
    return this.#phase;
  }

  get choice(): CaptureChoice {
    return this.#choice;
  }

  get devices(): Devices {
    return this.#devices;
  }

  get capture(): Capture | null {
    return this.#capture;
  }

  get problem(): RecordingProblem | null {
    return this.#problem;
  }

  /** Seconds until it begins. */
  get count(): number {
    return this.#count;
  }

  /** Address of the take, to be looked at. */
  get address(): string {
    return this.#address;
  }

  get elapsedMs(): number {
    return this.#recording?.elapsedMs ?? this.#takenMs;
  }

  get maxDurationMs(): number | null {
    return this.#limits.maxDurationMs;
  }

  get endedByItself(): boolean {
    return this.#endedByItself;
  }

  /** For a `role="status"`. */
  get said(): string {
    return this.#said;
  }

  /** Opens the devices that are chosen. */
  async open(): Promise<void> {
    this.#release();
    this.#become('opening');
    try {
      const capture = await openCapture(this.#choice);
      if (this.#closed) return capture.stop();
      this.#capture = capture;
      this.#devices = await listDevices();
      this.#become('ready');
    } catch (error) {
      this.#fail(recordingProblem(error));
    }
  }

  /** Other devices; opened at once where some are open. */
  choose(change: Partial<CaptureChoice>): void {
    this.#choice = { ...this.#choice, ...change };
    if (this.#phase === 'choosing') this.#host.requestUpdate();
    // A shared screen would have to be chosen again: its sound is taken anew with the next one.
    else if (this.kind === 'screen') this.#become('choosing');
    else void this.open();
  }

  /** Counts down, then records. */
  start(): void {
    this.#count = countFrom;
    this.#say('sayCountdown');
    this.#become('counting');
    const second = (): void => {
      if (this.#phase !== 'counting') return;
      this.#count -= 1;
      if (this.#count <= 0) return void this.#record();
      this.#host.requestUpdate();
      setTimeout(second, 1_000);
    };
    setTimeout(second, 1_000);
  }

  /** Ends the countdown. */
  wait(): void {
    this.#become('ready');
  }

  pause(): void {
    this.#recording?.pause();
    this.#say('sayPaused');
    this.#become('paused');
  }

  resume(): void {
    this.#recording?.resume();
    this.#say('sayResumed');
    this.#become('recording');
  }

  async stop(byItself = false): Promise<void> {
    if (this.#phase !== 'recording' && this.#phase !== 'paused') return;
    this.#endedByItself = byItself;
    this.#become('finishing');
    try {
      const recording = this.#recording;
      const take = await recording?.finish();
      if (!recording || !take) return;
      this.#takenMs = recording.elapsedMs;
      this.#recording = null;
      if (this.#closed) return void take.drop();
      this.#take = take;
      this.#address = URL.createObjectURL(take.file);
      this.#release();
      this.#say(byItself ? 'limitReached' : 'sayStopped');
      this.#become('done');
    } catch (error) {
      this.#fail(recordingProblem(error));
    }
  }

  async retake(): Promise<void> {
    void this.#take?.drop();
    this.#forgetTake();
    this.#recording = null;
    if (this.kind === 'screen') this.#become('choosing');
    else await this.open();
  }

  use(): void {
    const take = this.#take;
    if (!take) return;
    this.#forgetTake();
    this.close();
    this.#options.use(take);
  }

  /** Lets go of the devices and of what is not used. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    void this.#take?.drop();
    this.#forgetTake();
    void this.#recording?.discard();
    this.#release();
    clearInterval(this.#timer);
    this.#host.removeController(this.#words);
    this.#options.close();
  }

  render(): TemplateResult {
    return recorderView(this, this.#words);
  }

  async #record(): Promise<void> {
    if (!this.#capture) return;
    try {
      const recording = await Recording.start({
        ...this.#limits,
        stream: this.#capture.stream,
        name: this.#name(),
        onEnd: () => void this.stop(true),
        onProblem: (problem) => this.#fail(problem),
      });
      if (this.#closed) return void recording.discard();
      this.#recording = recording;
      this.#say('sayStarted');
      this.#become('recording');
    } catch (error) {
      this.#fail(recordingProblem(error));
    }
  }

  /** `Recording 2026-11-29 17-22-05`: a title for a start, and safe on every disk. */
  #name(): string {
    const now = new Date();
    const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
    return `${this.#words.term('fileName')} ${local.slice(0, 10)} ${local.slice(11, 19).replaceAll(':', '-')}`;
  }

  #fail(problem: RecordingProblem): void {
    if (this.#closed || this.#phase === 'done') return;
    this.#problem = problem;
    void this.#recording?.discard();
    this.#recording = null;
    this.#release();
    this.#become('failed');
  }

  #release(): void {
    this.#capture?.stop();
    this.#capture = null;
  }

  #forgetTake(): void {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = '';
    this.#take = null;
  }

  #say(term: keyof RecorderMessages): void {
    this.#said = this.#words.term(term);
  }

  #become(phase: RecorderPhase): void {
    this.#phase = phase;
    if (phase !== 'failed') this.#problem = null;
    clearInterval(this.#timer);
    const live = phase === 'ready' || phase === 'counting' || phase === 'recording' || phase === 'paused';
    if (live && !this.#closed) this.#timer = setInterval(this.#look, lookEvery);
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#keepFocus());
  }

  /** The loudness is set without rendering: it changes ten times a second. */
  readonly #look = (): void => {
    const meter = this.#host.renderRoot.querySelector<HTMLElement>('.recorder .loudness');
    meter?.style.setProperty('--value', String(this.#capture?.sound?.level ?? 0));
    const second = Math.floor(this.elapsedMs / 1_000);
    if (second === this.#shownSecond) return;
    this.#shownSecond = second;
    this.#host.requestUpdate();
  };

  /** The button that was pressed is gone, or there was only the way out: the next step gets the focus. */
  #keepFocus(): void {
    const root = this.#host.shadowRoot;
    const active = root?.activeElement;
    if (this.#closed || !root || (active && !active.matches('.recorder-head > button'))) return;
    const panel = root.querySelector('.recorder');
    const next =
      panel?.querySelector<HTMLElement>('.button.primary') ?? panel?.querySelector<HTMLElement>('button');
    next?.focus({ preventScroll: true });
  }
}
