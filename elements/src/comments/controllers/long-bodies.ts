import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Shorter texts fit into six lines wherever the element is wide enough to be read; they are not measured. */
const neverLong = 120;

/** Knows which clamped texts do not fit, so that only those get a button that shows the rest. */
export class LongBodies implements ReactiveController {
  readonly overflowing = new Set<string>();
  readonly #host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };
  readonly #observed = new Set<Element>();
  readonly #observer = new ResizeObserver((entries) => {
    let changed = false;
    for (const { target } of entries) changed = this.#measure(target as HTMLElement) || changed;
    // In the next frame: what follows changes sizes again, and an observer must not chase its own tail.
    if (changed) requestAnimationFrame(() => this.#host.requestUpdate());
  });

  constructor(host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment }) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const here = new Set(this.#host.renderRoot.querySelectorAll('.body.clamped[data-id]'));
    for (const body of this.#observed) {
      if (here.has(body)) continue;
      this.#observer.unobserve(body);
      this.#observed.delete(body);
    }
    for (const body of here) {
      const long = (body.textContent?.length ?? 0) > neverLong || body.querySelector('br') !== null;
      if (!long || this.#observed.has(body)) continue;
      this.#observed.add(body);
      this.#observer.observe(body);
    }
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#observed.clear();
  }

  #measure(body: HTMLElement): boolean {
    const id = body.dataset['id'] ?? '';
    const over = body.scrollHeight > body.clientHeight + 1;
    if (over === this.overflowing.has(id)) return false;
    if (over) this.overflowing.add(id);
    else this.overflowing.delete(id);
    return true;
  }
}
