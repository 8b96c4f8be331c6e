/**
 * `Content-Disposition` that saves a file under somebody's own text (RFC 6266, RFC 8187): no path, nothing that
 * reorders or hides letters, nothing that Windows refuses, and for old clients a plain ASCII name beside it.
 */
export const attachment = (fileName: string): string => {
  const name = safeFileName(fileName);
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encode(name)}`;
};

const longest = 150;

export const safeFileName = (fileName: string): string => {
  const clean = fileName
    .toWellFormed()
    .normalize('NFC')
    // Control, format and unassigned characters, lone line separators.
    .replace(/[\p{C}\u2028\u2029]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const dot = clean.lastIndexOf('.');
  const ending = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : '';
  const stem = Array.from(clean.slice(0, clean.length - ending.length))
    .slice(0, longest)
    .join('');
  // CON, NUL and their like are devices on Windows, with any ending.
  const device = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem.split('.')[0] ?? '');
  return stem === '' ? `video${ending}` : `${device ? '_' : ''}${stem}${ending}`;
};

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
