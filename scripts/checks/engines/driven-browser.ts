import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A browser that is not Chromium, as far as a smoke run needs one. */
export interface DrivenBrowser {
  /** Name and version. */
  readonly name: string;
  open(address: string): Promise<void>;
  /** The value of an expression in the page; a promise is awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** One press of a key, by the name that WebDriver gives it or as its character. */
  press(key: string): Promise<void>;
  /** A click with the mouse, in CSS pixels of the window. */
  click(x: number, y: number): Promise<void>;
  /** Ends it with everything that it started. */
  close(): Promise<void>;
}

/** What the machine lacks for a browser, and how to get it. */
export class MissingBrowser extends Error {}

export const keys = { Space: ' ', Escape: '\uE00C', ArrowRight: '\uE014' } as const;

/** The actions of a click, in the format that WebDriver and WebDriver BiDi share. */
export const clickAt = (x: number, y: number): object[] => [
  {
    type: 'pointer',
    id: 'mouse',
    parameters: { pointerType: 'mouse' },
    actions: [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), origin: 'viewport', duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  },
];

export const pressOf = (key: string): object[] => [
  {
    type: 'key',
    id: 'keyboard',
    actions: [
      { type: 'keyDown', value: key },
      { type: 'keyUp', value: key },
    ],
  },
];

export const pathOf = (...programs: readonly string[]): string | null => {
  for (const program of programs) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const path = join(folder, program);
      if (folder && existsSync(path)) return path;
    }
  }
  return null;
};

/** Waits for what `look` finds; fails with `what` after `withinMs`. */
export const waitFor = async <T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  withinMs = 30_000,
): Promise<T> => {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
