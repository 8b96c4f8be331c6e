/**
 * Keeps the focus in the player when what had it goes away: a button that is not needed any more, or folds when the
 * player gets narrow. Else the next key would go to the page.
 */
export class FocusKeeper {
  readonly #base: HTMLElement;
  /** What has the focus, as far as nobody took it elsewhere. */
  #holder: Element | null = null;

  constructor(base: HTMLElement) {
    this.#base = base;
    base.addEventListener('focusin', ({ target }) => {
      this.#holder = target instanceof Element ? target : null;
    });
    base.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget) this.#holder = null;
      // Some browsers tell of it while they take the element out: it is gone a moment later.
      else queueMicrotask(this.#lost);
    });
    new ResizeObserver(this.updated).observe(base);
  }

  /** Call it after each rendering. */
  readonly updated = (): void => {
    const holder = this.#holder;
    if (!holder || canHold(holder)) return;
    this.#holder = null;
    const { activeElement } = this.#base.getRootNode() as ShadowRoot;
    // A hidden one is let go of only when the page is drawn next.
    if (activeElement === null || activeElement === holder) this.#base.focus({ preventScroll: true });
  };

  readonly #lost = (): void => {
    if (!this.#holder) return;
    // It could still have it: the viewer clicked beside the player.
    if (canHold(this.#holder)) this.#holder = null;
    else this.updated();
  };
}

const canHold = (element: Element): boolean => element.isConnected && element.checkVisibility();
