export type SecretErrorCode =
  | 'secret_missing'
  | 'secret_malformed'
  /** The role may not read it, or not decrypt it. */
  | 'secret_denied'
  /** Throttled, not answered, or failed on their side: later it may go. */
  | 'secret_unavailable';

/** A secret that cannot be had. The message names it and never quotes it. */
export class SecretError extends Error {
  readonly code: SecretErrorCode;

  constructor(code: SecretErrorCode, id: string, what: string, options?: ErrorOptions) {
    super(`The secret ${id} ${what}.`, options);
    this.name = 'SecretError';
    this.code = code;
  }
}

const denials = new Set(['AccessDeniedException', 'DecryptionFailure', 'UnrecognizedClientException']);

export const translateSecretError = (id: string, error: unknown): SecretError => {
  if (error instanceof SecretError) return error;
  const name = error instanceof Error ? error.name : 'Error';
  if (name === 'ResourceNotFoundException')
    return new SecretError('secret_missing', id, 'does not exist', { cause: error });
  // It is there, but on its way out, or a stage of a rotation is missing.
  if (name === 'InvalidRequestException')
    return new SecretError('secret_missing', id, 'is being deleted', { cause: error });
  if (denials.has(name))
    return new SecretError('secret_denied', id, `may not be read by this role (${name})`, { cause: error });
  return new SecretError('secret_unavailable', id, `cannot be read now (${name})`, { cause: error });
};
