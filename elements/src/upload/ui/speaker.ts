/** Milliseconds between two announcements: closer than this they cut each other off. */
const sayEvery = 1_500;

/** One polite voice for a page: texts for a `role="status"`, never too close to each other. */
export class Speaker {
  readonly #changed: () => void;
  #text = '';
  #next: string | null = null;
  #saidAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `changed` is called when `text` is another one. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get text(): string {
    return this.#text;
  }

  /** The latest word wins: what was not said in time is old news. */
  say(text: string): void {
    if (this.#next === null) {
      const wait = sayEvery - (performance.now() - this.#saidAt);
      this.#timer = setTimeout(this.#speak, Math.max(0, wait));
    }
    this.#next = text;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  readonly #speak = (): void => {
    this.#text = this.#next ?? '';
    this.#next = null;
    this.#saidAt = performance.now();
    this.#changed();
  };
}
