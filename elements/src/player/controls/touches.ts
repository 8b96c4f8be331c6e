/** Pixels that a finger may move and still be a press. */
const slack = 10;

/** A pointer that moved since it went down. */
export interface Touch {
  readonly type: string;
  /** Where it went down. */
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

export interface TouchListener {
  /** The first pointer went down. */
  readonly begins: (event: PointerEvent) => void;
  /** The only pointer moved, farther than a press does. */
  readonly moves: (touch: Touch) => void;
  /** Two fingers: their distance now by their distance at first. */
  readonly pinches: (ratio: number) => void;
  /** The last pointer is up, or the browser took it away to scroll. */
  readonly ends: () => void;
}

interface Down {
  readonly type: string;
  readonly from: { readonly x: number; readonly y: number };
  now: { x: number; y: number };
  moved: boolean;
}

/** Makes gestures of pointers: what is down, how far it went, how far two are apart. */
export class Touches {
  readonly #listener: TouchListener;
  readonly #down = new Map<number, Down>();
  #distance = 0;

  constructor(surface: HTMLElement, listener: TouchListener) {
    this.#listener = listener;
    surface.addEventListener('pointerdown', this.#press);
    surface.addEventListener('pointermove', this.#move);
    for (const type of ['pointerup', 'pointercancel'] as const) {
      surface.addEventListener(type, this.#release);
    }
    // A mouse that is let go elsewhere says so nowhere else.
    surface.addEventListener('pointerleave', this.#release);
  }

  readonly #press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const at = { x: event.clientX, y: event.clientY };
    this.#down.set(event.pointerId, { type: event.pointerType, from: at, now: at, moved: false });
    if (this.#down.size === 1) this.#listener.begins(event);
    else if (this.#down.size === 2) this.#distance = this.#apart();
  };

  readonly #move = (event: PointerEvent): void => {
    const down = this.#down.get(event.pointerId);
    if (!down) return;
    down.now = { x: event.clientX, y: event.clientY };
    const [dx, dy] = [down.now.x - down.from.x, down.now.y - down.from.y];
    if (this.#down.size === 2 && this.#distance > 0) {
      return this.#listener.pinches(this.#apart() / this.#distance);
    }
    down.moved ||= Math.hypot(dx, dy) > slack;
    if (this.#down.size === 1 && down.moved) {
      this.#listener.moves({ type: down.type, ...down.from, dx, dy });
    }
  };

  readonly #release = (event: PointerEvent): void => {
    if (this.#down.delete(event.pointerId) && this.#down.size === 0) this.#listener.ends();
  };

  #apart(): number {
    const [a, b] = [...this.#down.values()];
    return a && b ? Math.hypot(a.now.x - b.now.x, a.now.y - b.now.y) : 0;
  }
}
