/** PostgreSQL cannot be used; `message` says why and what to do. */
export class PostgresError extends Error {
  readonly code:
    | 'postgres_unsupported'
    | 'postgres_no_account'
    | 'postgres_version'
    | 'postgres_password'
    | 'postgres_failed';

  constructor(code: PostgresError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PostgresError';
    this.code = code;
  }
}
