/** Rest of the pointer, while playing, after which the controls leave the picture. */
const restTime = 2500;

/**
 * Whether the controls are on the picture. They are while `holds()` says so (paused, a menu is open, focus or the
 * pointer is on them) and for a while after each sign of life.
 */
export class Presence {
  #present = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #holds: () => boolean;
  readonly #onChange: () => void;

  constructor(holds: () => boolean, onChange: () => void) {
    this.#holds = holds;
    this.#onChange = onChange;
    // It may play already.
    this.#timer = setTimeout(this.leave, restTime);
  }

  get present(): boolean {
    return this.#present || this.#holds();
  }

  /** A sign of life: shows the controls and begins the rest anew. */
  readonly stir = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.leave, restTime);
    this.#set(true);
  };

  /** Lets them go at once, unless something holds them; then asks again later. */
  readonly leave = (): void => {
    clearTimeout(this.#timer);
    if (this.#holds()) this.#timer = setTimeout(this.leave, restTime);
    this.#set(false);
  };

  #set(present: boolean): void {
    if (this.#present === present) return;
    this.#present = present;
    this.#onChange();
  }
}
