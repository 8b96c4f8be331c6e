import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { directionOf, isRightToLeft, languageOf } from './language.ts';
import { format, type Catalogue, type Messages, type Values } from './messages.ts';

export { defineMessages } from './messages.ts';

/**
 * Speaks to the reader of an element in the page's language. Follows `lang` and `dir` of the element and of the
 * document; a language that is not here yet is fetched and the host renders again.
 *
 * ```ts
 * readonly #localize = new Localize(this, playerMessages);
 * this.#localize.term('play');
 * ```
 */
export class Localize<M extends Messages> implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #catalogue: Catalogue<M>;
  #observer: MutationObserver | undefined;
  #language = 'en';
  #direction: 'ltr' | 'rtl' = 'ltr';

  constructor(host: ReactiveControllerHost & Element, catalogue: Catalogue<M>) {
    this.#host = host;
    this.#catalogue = catalogue;
    host.addController(this);
  }

  /** The language that is shown: one of the catalogue. */
  get lang(): string {
    return this.#language;
  }

  /** Where text begins; set it as `dir` on the outermost element of the template. */
  get dir(): 'ltr' | 'rtl' {
    return this.#direction;
  }

  hostConnected(): void {
    this.#follow();
    this.#observer = new MutationObserver(this.#follow);
    for (const node of [this.#host, document.documentElement]) {
      this.#observer.observe(node, { attributes: true, attributeFilter: ['lang', 'dir'] });
    }
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** A message with its places filled; numbers among `values` are written in the language. */
  term(key: keyof M & string, values?: Values): string {
    const message = this.#catalogue.get(this.#language)?.[key] ?? this.#catalogue.en[key];
    return message === undefined ? key : format(message, this.#language, values);
  }

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    return formatter(Intl.NumberFormat, this.#language, options).format(value);
  }

  /** `percent(0.42)` is "42 %" as the language writes it. */
  percent(share: number): string {
    return this.number(share, { style: 'percent', maximumFractionDigits: 0 });
  }

  /** A size for people in decimal units: `412 MB`, `1.2 GB`. `per: 'second'` makes it a speed. */
  bytes(value: number, { per }: { per?: 'second' } = {}): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
    const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
    const amount = value / 1000 ** power;
    return this.number(amount, {
      style: 'unit',
      unit: per ? `${units[power]}-per-${per}` : units[power],
      unitDisplay: power === 0 && !per ? 'long' : 'short',
      maximumFractionDigits: power < 2 || amount >= 100 ? 0 : 1,
    });
  }

  /** A length of time in words, rounded to its two largest units: "2 hours 5 minutes", "45 seconds". */
  duration(seconds: number, display: 'long' | 'short' | 'narrow' = 'long'): string {
    const whole = Math.max(0, Math.round(seconds));
    const parts: [number, string][] = [
      [Math.floor(whole / 3600), 'hour'],
      [Math.floor((whole % 3600) / 60), 'minute'],
      [whole % 60, 'second'],
    ];
    const first = parts.findIndex(([amount]) => amount > 0);
    const shown = first < 0 ? parts.slice(2) : parts.slice(first, first + 2).filter(([amount]) => amount > 0);
    return shown
      .map(([amount, unit]) => this.number(amount, { style: 'unit', unit, unitDisplay: display }))
      .join(' ');
  }

  /** "3 minutes ago", "yesterday"; the largest unit that fits. */
  relativeTime(when: Date | number | string, now: number = Date.now()): string {
    const seconds = (new Date(when).getTime() - now) / 1000;
    const [size, unit] = spans.find(([span]) => Math.abs(seconds) >= span) ?? [1, 'second'];
    const options: Intl.RelativeTimeFormatOptions = { numeric: 'auto' };
    return formatter(Intl.RelativeTimeFormat, this.#language, options).format(
      Math.trunc(seconds / size),
      unit,
    );
  }

  date(when: Date | number | string, options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }): string {
    return formatter(Intl.DateTimeFormat, this.#language, options).format(new Date(when));
  }

  readonly #follow = (): void => {
    const wanted = languageOf(this.#host);
    const matched = this.#catalogue.match(wanted);
    if (this.#catalogue.get(matched) === undefined) {
      void this.#catalogue.load(matched).then((here) => here && this.#host.isConnected && this.#follow());
    }
    const language = this.#catalogue.get(matched) === undefined ? this.#language : matched;
    // English with a page's own region keeps the region's numbers and dates.
    const shown = language === 'en' && /^en-/i.test(wanted) ? wanted : language;
    const direction = directionOf(this.#host) ?? (isRightToLeft(language) ? 'rtl' : 'ltr');
    if (shown === this.#language && direction === this.#direction) return;
    this.#language = shown;
    this.#direction = direction;
    this.#host.requestUpdate();
  };
}

const spans: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [31_556_952, 'year'],
  [2_629_746, 'month'],
  [604_800, 'week'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];

const formatters = new Map<string, unknown>();

/** Intl objects are slow to make and free to keep. */
const formatter = <Options extends object, Formatter>(
  kind: new (language: string, options: Options) => Formatter,
  language: string,
  options: Options,
): Formatter => {
  const key = `${kind.name} ${language} ${JSON.stringify(options)}`;
  const kept = (formatters.get(key) as Formatter | undefined) ?? new kind(language, options);
  formatters.set(key, kept);
  return kept;
};
