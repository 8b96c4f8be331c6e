/** What the headers of a file say, without decoding it. */
export interface FileFacts {
  /** Null where the headers do not say. */
  readonly durationMs: number | null;
  /** It is locked to a player of somebody else: nobody but that can decode it. */
  readonly encrypted: boolean;
}
