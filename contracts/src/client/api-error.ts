import type { ErrorCode } from '../errors/catalogue.ts';
import type { Problem } from '../schemas/basics.ts';

/** Codes that no server sends: the request never got an answer that could be read. */
export type TransportCode = 'network' | 'timeout' | 'bad_answer';

/** Every failure of a call. Branch on `code`; show `message` only where no text of your own fits. */
export class ApiError extends Error {
  readonly code: ErrorCode | TransportCode;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly problem: Problem | null;
  /** Seconds the server asked to wait. */
  readonly retryAfter: number | null;

  constructor(
    code: ErrorCode | TransportCode,
    message: string,
    rest: { status?: number; problem?: Problem | null; retryAfter?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause: rest.cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = rest.status ?? 0;
    this.problem = rest.problem ?? null;
    this.retryAfter = rest.retryAfter ?? null;
  }

  /** Whether the same call may succeed later without any change. */
  get temporary(): boolean {
    return (
      this.status === 0 ||
      this.status === 408 ||
      this.status === 425 ||
      this.status === 429 ||
      this.status >= 500
    );
  }
}
