/** The key of `files` that fits a wanted BCP 47 tag best: `de-AT` finds `de`. Undefined when none does. */
export const bestOf = (files: object, wanted: string): string | undefined => {
  for (let tag = wanted; tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const found = Object.keys(files).find((known) => known.toLowerCase() === tag.toLowerCase());
    if (found) return found;
  }
  return undefined;
};
