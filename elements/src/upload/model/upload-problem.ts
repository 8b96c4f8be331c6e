import type { ApiError } from '@vidkit/contracts/client/uploads';
import type { ErrorCode, MediaFailureCode } from '@vidkit/contracts/errors';

/** What no server can say: found in the browser. */
export type LocalProblemCode =
  | 'file_unreadable'
  | 'file_changed'
  | 'wrong_file'
  | 'already_uploading'
  | 'too_many_files'
  | 'line_lost'
  | 'server_failing'
  | 'store_refused'
  | 'unexpected';

export type ProblemCode = LocalProblemCode | ErrorCode | ApiError['code'] | MediaFailureCode;

/** Where the cause lies, so that the text can say whose problem it is. */
export type ProblemOwner = 'file' | 'connection' | 'account' | 'server';

/** Why an upload failed. Texts come from the catalogue by `code`. */
export interface UploadProblem {
  readonly code: ProblemCode | (string & Record<never, never>);
  readonly owner: ProblemOwner;
  /** Trying again may help without any change to the file. */
  readonly retryable: boolean;
}

const owners: Partial<Record<ProblemCode, ProblemOwner>> = {
  file_empty: 'file',
  file_too_large: 'file',
  file_type_refused: 'file',
  file_unreadable: 'file',
  too_long: 'file',
  encrypted: 'file',
  unsupported_codec: 'file',
  file_changed: 'file',
  wrong_file: 'file',
  already_uploading: 'file',
  too_many_files: 'file',
  line_lost: 'connection',
  network: 'connection',
  timeout: 'connection',
  unauthenticated: 'account',
  insufficient_scope: 'account',
  origin_not_allowed: 'account',
  too_many_uploads: 'account',
  token_revoked: 'account',
  token_expired: 'account',
  token_spent: 'account',
  quota_exceeded: 'account',
};

const final = new Set<string>([
  'file_empty',
  'file_too_large',
  'file_type_refused',
  'too_long',
  'encrypted',
  'unsupported_codec',
  'too_many_files',
  'file_changed',
  'insufficient_scope',
  'origin_not_allowed',
  'token_revoked',
  'token_expired',
]);

export const problem = (code: UploadProblem['code']): UploadProblem => ({
  code,
  owner: owners[code as ProblemCode] ?? 'server',
  retryable: !final.has(code),
});

/** The file arrived and could not be made into a video. Only another file, or a fixed server, helps. */
export const mediaProblem = (code: string): UploadProblem => ({
  code,
  owner: serverFailures.has(code) ? 'server' : 'file',
  retryable: false,
});

const serverFailures = new Set([
  'out_of_resources',
  'encoder_failed',
  'output_rejected',
  'source_missing',
  'probe_timeout',
]);

/** Carries a problem through `throw`. */
export class UploadError extends Error {
  readonly code: string;
  readonly problem: UploadProblem;

  constructor(code: UploadProblem['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UploadError';
    this.code = code;
    this.problem = problem(code);
  }
}
