/** The name of a file in words, until its owner finds better ones. */
export const titleFrom = (fileName: string): string => {
  const base = fileName
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[_-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (base || fileName).slice(0, 200);
};
