/** Whose word for who somebody is can be taken. */
export type SocialProvider = 'google' | 'facebook';

export interface SocialPerson {
  readonly email: string;
  /** Whether the provider vouches that the address is theirs. Nothing may be opened by one that is not. */
  readonly emailProven: boolean;
  readonly name: string;
}

/** To be kept by the browser until it comes back, and by nobody else. */
export interface SocialVisit {
  readonly verifier: string;
  readonly nonce: string;
}

/** Signing in with an account that somebody has elsewhere. */
export interface SocialSignIn {
  /** In the order in which they are offered; never none. */
  readonly providers: readonly SocialProvider[];
  /** Where the browser is to go. It comes back to the one callback address, with `code` and `state`, or with `error`. */
  begin(provider: SocialProvider, state: string): { readonly url: string; readonly visit: SocialVisit };
  /** Throws `SocialSignInError`. */
  finish(code: string, visit: SocialVisit): Promise<SocialPerson>;
}

export class SocialSignInError extends Error {
  /** `social_refused`: this visit will never succeed; another one may. */
  readonly code: 'social_refused' | 'social_unavailable';

  constructor(code: SocialSignInError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SocialSignInError';
    this.code = code;
  }
}
