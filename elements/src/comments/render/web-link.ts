export interface WebLink {
  href: string;
  /** The real host and path, so that a link cannot pretend to lead elsewhere. International names in punycode. */
  label: string;
}

const maxLength = 2_000;
const labelLength = 48;

/** A link that is safe to offer, or null: only http and https, and no user name posing as a host. */
export const webLink = (text: string): WebLink | null => {
  if (text.length > maxLength || !URL.canParse(text)) return null;
  const url = new URL(text);
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password) return null;
  const path = url.pathname === '/' ? '' : url.pathname;
  return { href: url.href, label: shorten(`${url.host}${path}${url.search}${url.hash}`) };
};

/** Cuts in the middle: both the host and the end of the path say where a link leads. */
const shorten = (text: string): string => {
  if (text.length <= labelLength) return text;
  const tail = Math.floor(labelLength / 3);
  return `${text.slice(0, labelLength - tail - 1)}…${text.slice(-tail)}`;
};

/** Sentence punctuation and unopened brackets after an address belong to the sentence. */
export const trimAddress = (text: string): string => {
  let open = 0;
  for (const char of text) open += char === '(' ? 1 : char === ')' ? -1 : 0;
  let end = text.length;
  for (; end > 0; end--) {
    const last = text.charAt(end - 1);
    if (last === ')' && open < 0) open++;
    else if (!/[.,;:!?'"*_\]}]/.test(last)) break;
  }
  return text.slice(0, end);
};
