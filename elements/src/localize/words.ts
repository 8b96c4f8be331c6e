import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { formatter } from './formatter.ts';
import { directionOf, isRightToLeft, languageOf } from './language.ts';
import { format, type Catalogue, type Messages, type Values } from './messages.ts';

/**
 * Speaks to the reader of an element in the page's language, in texts and numbers; `Localize` adds sizes, times and dates.
 * Follows `lang` and `dir` of the element and of the document; a language that is not here yet is fetched and the host
 * renders again.
 *
 * ```ts
 * readonly #localize = new Words(this, playerMessages);
 * this.#localize.term('play');
 * ```
 */
export class Words<M extends Messages> implements ReactiveController {
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
