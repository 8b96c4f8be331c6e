/** What the page asks of its checksum worker: the CRC-32 of the bytes `[start, end)` of a file. */
export interface ChecksumRequest {
  readonly id: number;
  /** The same for all stretches of one file: each message brings a copy of the file's object. */
  readonly fileId: number;
  readonly file: Blob;
  readonly start: number;
  readonly end: number;
}

export interface ChecksumAnswer {
  readonly id: number;
  readonly crc?: number;
  /** Name of what the browser threw. */
  readonly error?: string;
}
