import { parseTimecode } from './timecode.ts';
import { trimAddress, webLink } from './web-link.ts';

export type Leaf =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; label: string }
  | { type: 'time'; text: string; ms: number }
  | { type: 'break' };

export type BodyNode = Leaf | { type: 'strong' | 'em'; children: BodyNode[] };

type Emphasis = 'strong' | 'em';

/** A mark that may open or close emphasis; `pair` is the other end once found. */
interface Mark {
  type: 'mark';
  text: string;
  kind: Emphasis;
  opens: boolean;
  closes: boolean;
  pair: number | null;
}

type Token = Leaf | Mark;

// All sticky, and each ends at its first foreign character: the scan below stays linear in the text.
const addressPattern = /https?:\/\/[^\s<>"`]+/iy;
const timePattern = /(?:\d{1,3}:)?\d{1,3}:\d{2}/y;
const numberRun = /[\d:]+/y;

/** C0 and C1 controls but tab and line feed, marks that reorder text, and the byte order mark. */
// eslint-disable-next-line no-control-regex -- naming control characters is the point
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const stackedMarks = /(\p{M}{7})\p{M}+/gu;
const asciiWord = /\w/;
const wordCharacter = /[\p{L}\p{N}]/u;

/**
 * A comment as a tree of text, emphasis, code, web links, moments and line breaks. There is no HTML in the language:
 * whatever looks like it is text. Emphasis ends with its line and is at most two deep.
 *
 * @param limitMs moments beyond it stay text; null while the duration is unknown
 */
export const parseBody = (body: string, limitMs: number | null = null): BodyNode[] => {
  const text = body
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(controls, '')
    .replace(stackedMarks, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const tokens = tokenize(text, limitMs);
  pairMarks(tokens);
  return buildTree(tokens);
};

const tokenize = (text: string, limitMs: number | null): Token[] => {
  const tokens: Token[] = [];
  let done = 0;
  let at = 0;
  const lastTick = text.lastIndexOf('`');
  const push = (length: number, token: Token) => {
    if (at > done) tokens.push({ type: 'text', text: text.slice(done, at) });
    tokens.push(token);
    done = at = at + length;
  };

  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\n') push(1, { type: 'break' });
    else if (char === '*' || char === '_') {
      const mark = char === '*' && text.charAt(at + 1) === '*' ? '**' : char;
      push(mark.length, markAt(text, mark, at));
    } else if (char === '`') {
      const code = at < lastTick ? codeAt(text, at) : '';
      if (code) push(code.length + 2, { type: 'code', text: code });
      else at++;
    } else if (char === 'h' || char === 'H') {
      const address = matchAt(addressPattern, text, at);
      const trimmed = trimAddress(address);
      const link = trimmed && !isWord(before(text, at)) ? webLink(trimmed) : null;
      if (link) push(trimmed.length, { type: 'link', ...link });
      else at += address.length || 1;
    } else if (char >= '0' && char <= '9') {
      const time = matchAt(timePattern, text, at);
      const ms = time && isolated(text, at, at + time.length) ? parseTimecode(time) : null;
      if (ms !== null && (limitMs === null || ms <= limitMs))
        push(time.length, { type: 'time', text: time, ms });
      // A rest of `1:2:3:4` must not turn into a moment by itself.
      else at += matchAt(numberRun, text, at).length;
    } else at++;
  }
  if (done < text.length) tokens.push({ type: 'text', text: text.slice(done) });
  return tokens;
};

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

/** What stands between the tick at `at` and the next one of the same line. */
const codeAt = (text: string, at: number): string => {
  const end = text.indexOf('`', at + 1);
  const code = end < 0 ? '' : text.slice(at + 1, end);
  return code.includes('\n') ? '' : code;
};

/** Whether a number stands alone: not inside a word, a longer run of numbers, or a decimal. */
const isolated = (text: string, start: number, end: number): boolean => {
  const previous = before(text, start);
  const next = after(text, end);
  if (/[:.,/-]/.test(previous) || next === ':' || isWord(previous) || isWord(next)) return false;
  return !/[.,]/.test(next) || !/\d/.test(text.charAt(end + 1));
};

const markAt = (text: string, mark: string, index: number): Mark => {
  const previous = before(text, index);
  const next = after(text, index + mark.length);
  return {
    type: 'mark',
    text: mark,
    kind: mark === '**' ? 'strong' : 'em',
    opens: next.trim() !== '' && (previous === '_' || !isWord(previous)),
    closes: previous.trim() !== '' && (next === '_' || !isWord(next)),
    pair: null,
  };
};

/** The character before `index`, whole even when it is a surrogate pair. */
const before = (text: string, index: number): string => {
  const low = text.charCodeAt(index - 1);
  return text.slice(low >= 0xdc00 && low <= 0xdfff ? Math.max(0, index - 2) : Math.max(0, index - 1), index);
};

const after = (text: string, index: number): string => {
  const high = text.charCodeAt(index);
  return text.slice(index, index + (high >= 0xd800 && high <= 0xdbff ? 2 : 1));
};

const isWord = (char: string): boolean => (char < '\u0080' ? asciiWord : wordCharacter).test(char);

/** Finds both ends of each emphasis. One open mark of a kind at a time keeps this linear and the tree shallow. */
const pairMarks = (tokens: Token[]): void => {
  const open: Record<Emphasis, number | null> = { strong: null, em: null };
  tokens.forEach((token, index) => {
    if (token.type === 'break') open.strong = open.em = null;
    if (token.type !== 'mark') return;
    const start = open[token.kind];
    const opener = start === null ? null : tokens[start];
    const encloses = opener?.type === 'mark' && opener.text === token.text && start !== index - 1;
    if (token.closes && start !== null && encloses) {
      opener.pair = index;
      token.pair = start;
      open[token.kind] = null;
      const other = token.kind === 'strong' ? 'em' : 'strong';
      if ((open[other] ?? -1) > start) open[other] = null;
    } else if (token.opens) open[token.kind] = index;
  });
};

const buildTree = (tokens: Token[]): BodyNode[] => {
  const root: BodyNode[] = [];
  const levels = [root];
  tokens.forEach((token, index) => {
    const level = levels.at(-1) ?? root;
    if (token.type !== 'mark') append(level, token);
    else if (token.pair === null) append(level, { type: 'text', text: token.text });
    else if (token.pair > index) {
      const children: BodyNode[] = [];
      level.push({ type: token.kind, children });
      levels.push(children);
    } else levels.pop();
  });
  return root;
};

const append = (level: BodyNode[], node: Leaf): void => {
  const last = level.at(-1);
  if (node.type === 'text' && last?.type === 'text') last.text += node.text;
  else level.push(node);
};
