/** What the headers of a file say, without decoding it. */
export interface FileFacts {
  /** Null where the headers do not say. */
  readonly durationMs: number | null;
  /** Sample entries (ISO/IEC 14496-12), such as `avc1`; none for other containers. */
  readonly codecs: readonly string[];
}
