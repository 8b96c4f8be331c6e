/** `<source>` children that could not be played, by the address that they had then. */
export const refused = new WeakMap<HTMLSourceElement, string>();
