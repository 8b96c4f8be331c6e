import { errors, type ErrorCode } from '@vidkit/contracts/errors';

export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** A failure with a public code. Services throw it; the problem middleware turns it into an answer. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    detail?: string,
    rest: { fields?: readonly FieldError[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail ?? errors[code].meaning, { cause: rest.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = rest.fields;
    this.headers = rest.headers ?? {};
  }

  get status(): number {
    return errors[this.code].status;
  }
}

/** For a caller who saw another version than the one there is. */
export const versionConflict = (version: number): AppError =>
  new AppError('version_conflict', undefined, { headers: { etag: `"v${version}"` } });
