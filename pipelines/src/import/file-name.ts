/** What the other server calls the file, else the last part of its address; for people, not for paths. */
export const fileNameOf = (disposition: string | undefined, url: URL): string => {
  const given = extended(disposition) ?? /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1];
  const last = (given ?? decoded(url.pathname)).split(/[\\/]/).findLast((part) => part.trim() !== '');
  return (last ?? url.hostname).trim().slice(0, 255);
};

/** RFC 8187: `filename*=UTF-8''na%C3%AFve.mp4` */
const extended = (disposition = ''): string | undefined => {
  const value = /filename\*=utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  return value === undefined ? undefined : decoded(value);
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
