/** Address of a file of `media/`, wherever the showroom is served. */
export const media = (name: string): string => new URL(`media/${name}`, document.baseURI).href;
