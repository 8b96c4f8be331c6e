/** Attributes by name: true stands alone, false is left out. */
export type Attributes = Readonly<Record<string, string | boolean>>;

/** An element as HTML; whatever the values hold stays inside its attribute. */
export const tag = (name: string, attributes: Attributes): string =>
  `${startTag(name, attributes)}</${name}>`;

/** The same without an end, for `<link>`. */
export const startTag = (name: string, attributes: Attributes): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== false)
    .map(([key, value]) => (value === true ? ` ${key}` : ` ${key}="${escape(String(value))}"`));
  return `<${name}${written.join('')}>`;
};

const escape = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  );
