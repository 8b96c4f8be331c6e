import type { ErrorCode } from '@vidkit/contracts/errors';

/** A request that is answered with a problem body instead of being served. */
export class Refusal extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}
