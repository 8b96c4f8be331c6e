/** What a cue's text may hold beside words (WebVTT, section 4.2.2), with the tags that may have an annotation. */
const tags = new Set(['b', 'i', 'u', 'v', 'c', 'lang', 'ruby', 'rt']);
const annotated = new Set(['v', 'lang']);
const entity = /^&(?:amp|lt|gt|nbsp|lrm|rlm|#\d{1,7}|#x[\da-f]{1,6});/i;
const tag = /^<(\/?)([a-z][a-z\d]*)((?:\.[^\s.<>&]+)*)(?:\s+([^<>]*))?>/i;

/**
 * Keeps the known tags, closed in order, and escapes everything else, so that no reader of WebVTT can take it for
 * markup of another kind. Other tags and time stamps inside the text go; their words stay.
 */
export const cleanCueText = (text: string): string => {
  const open: string[] = [];
  let clean = '';
  for (let rest = text; rest !== '';) {
    const token = nextToken(rest);
    rest = rest.slice(token.length);
    clean += token.startsWith('<') && token.length > 1 ? cleanTag(token, open) : cleanWord(token);
  }
  return (clean + open.reverse().map(close).join('')).trim();
};

/** The words alone, for search and transcripts. */
export const wordsOf = (cueText: string): string =>
  cueText
    .replaceAll(/<rt>.*?<\/rt>/g, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => characters[name] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', nbsp: ' ' };

/** A tag, an entity, one special character, or a run of words. */
const nextToken = (text: string): string => {
  const found = tag.exec(text)?.[0] ?? /^<[\d:.]+>/.exec(text)?.[0] ?? entity.exec(text)?.[0];
  return found ?? /^[^<&]+/.exec(text)?.[0] ?? text.slice(0, 1);
};

const cleanWord = (token: string): string => {
  if (token === '<') return '&lt;';
  if (token === '&') return '&amp;';
  if (/^&#/.test(token)) return cleanWord(codePoint(token));
  // Within a cue the arrow would read as the time line of the next one.
  return token.replaceAll('>', '&gt;');
};

const codePoint = (token: string): string => {
  const digits = token.slice(2, -1);
  const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  return code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : '\ufffd';
};

const cleanTag = (token: string, open: string[]): string => {
  const [, slash = '', written = '', classes = '', annotation = ''] = tag.exec(token) ?? [];
  const name = written.toLowerCase();
  if (!tags.has(name)) return '';
  if (slash === '') {
    open.push(name);
    const said = annotated.has(name) ? cleanWord(annotation.replaceAll(/[&\s]+/g, ' ').trim()) : '';
    return `<${name}${classes}${said && ` ${said}`}>`;
  }
  const at = open.lastIndexOf(name);
  return at < 0 ? '' : open.splice(at).reverse().map(close).join('');
};

const close = (name: string): string => `</${name}>`;
