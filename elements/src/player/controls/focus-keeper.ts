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
    base.addEventListener('focusout', ({ target, relatedTarget }) => {
      // To somewhere: no loss. To nothing, while it could still have it: the viewer clicked beside the player.
      if (relatedTarget || (target instanceof Element && canHold(target))) this.#holder = null;
    });
    new ResizeObserver(this.updated).observe(base);
  }

  /** Call it after each rendering. */
  readonly updated = (): void => {
    if (!this.#holder || canHold(this.#holder)) return;
    this.#holder = null;
    const { activeElement } = this.#base.getRootNode() as ShadowRoot;
    if (activeElement === null) this.#base.focus({ preventScroll: true });
  };
}

const canHold = (element: Element): boolean => element.isConnected && element.checkVisibility();
