/** An element of what the stand-in answers: its text, or its children in order; a list repeats the element. */
export type XmlValue = string | number | boolean | null | undefined | XmlNode | readonly XmlValue[];
export interface XmlNode {
  readonly [name: string]: XmlValue;
}

/** A document with one root. Elements without a value are left out. */
export const writeXml = (root: string, content: XmlNode): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content, ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"')}`;

const element = (name: string, value: XmlValue, attributes = ''): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((each: XmlValue) => element(name, each)).join('');
  const inner =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([child, each]: [string, XmlValue]) => element(child, each))
          .join('')
      : escape(String(value));
  return `<${name}${attributes}>${inner}</${name}>`;
};

const escape = (text: string): string => text.replace(/[&<>"\r]/g, (char) => `&#${char.charCodeAt(0)};`);

/** The texts between `<name>` and `</name>`, which must not contain itself; enough for what clients send to S3. */
export const readAll = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    (match) => match[1] ?? '',
  );

/** The text of the first such element without its escapes. */
export const readOne = (xml: string, name: string): string | undefined => {
  const [text] = readAll(xml, name);
  return text === undefined ? undefined : unescape(text);
};

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescape = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return entities[name ?? ''] ?? all;
  });
