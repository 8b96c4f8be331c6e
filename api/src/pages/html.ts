/** Markup that is safe to send. Made only by `html` and `raw`. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[];

/**
 * A template whose values are escaped for text and for quoted attributes; `Html` is kept as it is, lists are
 * joined, `false`, `null` and `undefined` leave nothing. Attribute values in the template must be quoted.
 */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  new Html(
    strings.map((part, index) => part + (index < values.length ? render(values[index]) : '')).join(''),
  );

/** Constant markup, such as an icon. Takes no values, so nothing foreign can pass unescaped. */
export const raw = (strings: TemplateStringsArray, ...none: readonly never[]): Html => {
  if (none.length > 0) throw new TypeError('raw takes constants only');
  return new Html(strings.join(''));
};

const render = (value: HtmlValue): string => {
  if (value === false || value === null || value === undefined) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(render).join('');
  return escape(String(value));
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

const escape = (text: string): string => text.replace(/[&<>"'`]/g, (char) => entities[char] ?? '');
