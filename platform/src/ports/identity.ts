/** People and how they prove who they are. Knows nothing of tokens, cookies or pages. */
export interface Identity {
  /**
   * Stores a new account, not yet able to sign in until `confirm`, unless `confirmed`. Throws `email_taken`.
   * Addresses compare case-insensitively.
   */
  create(account: {
    id: string;
    email: string;
    name: string;
    password: string;
    confirmed?: boolean;
  }): Promise<Account>;
  find(id: string): Promise<Account | null>;
  findByEmail(email: string): Promise<Account | null>;
  /** Costs the same for unknown addresses and wrong passwords. Null when they do not match. */
  verifyPassword(email: string, password: string): Promise<Account | null>;
  /** Marks the address as proven. */
  confirm(id: string): Promise<void>;
  setPassword(id: string, password: string): Promise<void>;
}

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly confirmed: boolean;
}

export class IdentityError extends Error {
  /** `identity_unavailable`: whoever keeps the passwords does not answer; the same call may succeed later. */
  readonly code: 'email_taken' | 'password_too_weak' | 'identity_unavailable';

  constructor(code: IdentityError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'IdentityError';
    this.code = code;
  }
}
