/** Begins the names of all files of a job. */
export const outputBase = 'ladder';

/** Begins what comes after it: `ladder_1080.cmfv`. */
export const nameModifier = (name: string): string => `_${name}`;
