/**
 * The text of a file that does not say how it is written: by its byte order mark, else UTF-8, else Windows-1252,
 * which is how old subtitle editors write.
 */
export const decodeText = (bytes: Uint8Array): string => {
  const encoding = byteOrderMark(bytes);
  if (encoding) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

const byteOrderMark = ([a, b, c]: Uint8Array): string | null => {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
};
