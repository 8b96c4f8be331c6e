/** What leaves the row when it has no room, what matters least first; it is in the settings, or has a key. */
const order = [
  '.volume',
  '.skip-back, .skip-forward',
  '.pip',
  '.time-total',
  '.next',
  '.own',
  '.device',
  '.time',
  '.captions-toggle',
  '.mute',
];

/**
 * Keeps the row on one line and inside of the player whatever stands in it: the widths at which things fold are of the
 * usual things, while a page's own buttons, long words and large text take more.
 */
export class Folding {
  readonly #base: HTMLElement;
  #measured = '';

  constructor(base: HTMLElement) {
    this.#base = base;
    new ResizeObserver(this.updated).observe(base);
  }

  /** Call it after each rendering. */
  readonly updated = (): void => {
    const row = this.#base.querySelector<HTMLElement>('.row');
    if (!row) return;
    const { clientWidth, childElementCount } = row;
    const own = [...row.querySelectorAll('slot')].map((slot) => slot.assignedElements().length);
    const measured = [clientWidth, childElementCount, ...own].join(' ');
    // What was folded comes back only when there may be room, lest it come and go with each digit of the time.
    if (measured !== this.#measured) show(row.querySelectorAll<HTMLElement>('[hidden]'), true);
    this.#measured = measured;
    for (const names of order) {
      if (row.scrollWidth <= row.clientWidth) break;
      show(row.querySelectorAll<HTMLElement>(names), false);
    }
    this.#base.toggleAttribute('data-crowded', row.querySelector('.pip[hidden]') !== null);
  };
}

const show = (elements: Iterable<HTMLElement>, shown: boolean): void => {
  for (const element of elements) element.hidden = !shown;
};
