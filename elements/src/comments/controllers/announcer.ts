import type { ReactiveController, ReactiveControllerHost } from 'lit';

const quietTime = 5_000;

/** One polite live region that speaks at most every five seconds; of what comes in between, the last is said. */
export class Announcer implements ReactiveController {
  text = '';
  readonly #host: ReactiveControllerHost;
  #next: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  say(text: string): void {
    if (this.#timer === undefined) this.#speak(text);
    else this.#next = text;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = null;
  }

  #speak(text: string): void {
    this.text = text;
    this.#host.requestUpdate();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const next = this.#next;
      this.#next = null;
      if (next !== null) this.#speak(next);
    }, quietTime);
  }
}
