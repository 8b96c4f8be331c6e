export type PartFailure =
  /** No answer: the line broke. */
  | { kind: 'network' }
  /** No byte moved for too long. */
  | { kind: 'stalled' }
  /** The store answered with something other than success. */
  | { kind: 'status'; status: number; retryAfter: number | null }
  /** What arrived is not what was sent. */
  | { kind: 'checksum' }
  /** The file can no longer be read, or is another one by now. */
  | { kind: 'file'; cause: unknown };

/** Why one attempt to send one part failed. Carries no URL: signed URLs are secrets. */
export class PartError extends Error {
  readonly code = 'part_failed';
  readonly failure: PartFailure;

  constructor(number: number, failure: PartFailure) {
    const detail = failure.kind === 'status' ? `status ${failure.status}` : failure.kind;
    super(`Part ${number} was not stored: ${detail}.`, 'cause' in failure ? { cause: failure.cause } : {});
    this.name = 'PartError';
    this.failure = failure;
  }
}
