/** The Network Information API (WICG), which TypeScript's DOM types leave out. Chromium only. */
interface Connection extends EventTarget {
  readonly type?: string;
  readonly saveData?: boolean;
}

const connection = (): Connection | undefined => (navigator as { connection?: Connection }).connection;

/** Whether what is sent may cost the viewer money, as far as the browser says. */
export class LineWatch {
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
    connection()?.addEventListener('change', changed);
  }

  get metered(): boolean {
    const { type, saveData } = connection() ?? {};
    return type === 'cellular' || saveData === true;
  }

  stop(): void {
    connection()?.removeEventListener('change', this.#changed);
  }
}
