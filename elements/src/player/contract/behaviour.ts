/** A media element on the page, muted, with these attributes. */
export type Create = (attributes?: Readonly<Record<string, string>>) => HTMLVideoElement;

/** One sentence of the HTML standard about media elements that a page can observe. */
export interface Behaviour {
  readonly says: string;
  readonly holds: (create: Create) => unknown;
}
