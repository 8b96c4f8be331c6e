import { createHash, randomBytes } from 'node:crypto';

import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';

import {
  type SocialPerson,
  type SocialProvider,
  type SocialSignIn,
  SocialSignInError,
  type SocialVisit,
} from '../ports/social-sign-in.ts';

export interface CognitoSocialSignInOptions {
  /** Of the pool's own pages, of which none is shown: `https://….auth.eu-central-1.amazoncognito.com`. */
  readonly domain: string;
  /** `https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123`. */
  readonly issuer: string;
  readonly clientId: string;
  /** One that the client of the pool knows. */
  readonly callbackUrl: string;
  readonly providers: readonly SocialProvider[];
}

/** As Cognito calls them. */
const names: Readonly<Record<SocialProvider, string>> = { google: 'Google', facebook: 'Facebook' };
const timeoutMs = 5_000;

const answer = z.object({ id_token: z.string() });
const idToken = z.object({
  token_use: z.literal('id'),
  nonce: z.string(),
  email: z.email(),
  // Attributes that a provider gave are texts.
  email_verified: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .default(false),
  name: z.string().default(''),
  /** Of whoever came from elsewhere; somebody with a password of the pool itself has none. */
  identities: z.array(z.object({ providerName: z.string() })).default([]),
});

/**
 * Google and Facebook by way of Cognito: authorization code with PKCE at its domain, which leads on to the provider at once. Of its
 * tokens only the id token is read; the session is ours.
 */
export class CognitoSocialSignIn implements SocialSignIn {
  readonly providers: readonly SocialProvider[];
  readonly #options: CognitoSocialSignInOptions;
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;

  constructor(options: CognitoSocialSignInOptions) {
    this.#options = options;
    this.providers = options.providers;
    this.#keys = createRemoteJWKSet(new URL(`${options.issuer}/.well-known/jwks.json`), {
      timeoutDuration: timeoutMs,
    });
  }

  begin(provider: SocialProvider, state: string): { url: string; visit: SocialVisit } {
    const visit = { verifier: secret(), nonce: secret() };
    const url = new URL('/oauth2/authorize', this.#options.domain);
    url.search = new URLSearchParams({
      identity_provider: names[provider],
      response_type: 'code',
      client_id: this.#options.clientId,
      redirect_uri: this.#options.callbackUrl,
      scope: 'openid email profile',
      code_challenge: createHash('sha256').update(visit.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      nonce: visit.nonce,
      state,
    }).toString();
    return { url: url.href, visit };
  }

  async finish(code: string, { verifier, nonce }: SocialVisit): Promise<SocialPerson> {
    const token = await this.#exchange(code, verifier);
    const claims = await this.#claimsOf(token);
    if (claims.nonce !== nonce)
      throw new SocialSignInError('social_refused', 'The id token is of another visit.');
    const offered = this.providers.map((provider) => names[provider]);
    if (!claims.identities.some(({ providerName }) => offered.includes(providerName)))
      throw new SocialSignInError('social_refused', 'The id token is of nobody who came from elsewhere.');
    return { email: claims.email, emailProven: claims.email_verified, name: claims.name };
  }

  async #exchange(code: string, verifier: string): Promise<string> {
    const { domain, clientId, callbackUrl } = this.#options;
    const response = await fetch(new URL('/oauth2/token', domain), {
      method: 'POST',
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: callbackUrl,
        code,
        code_verifier: verifier,
      }),
    }).catch((cause: unknown) => {
      throw new SocialSignInError('social_unavailable', 'Cognito did not answer.', { cause });
    });
    const body = answer.safeParse(await response.json().catch(() => null));
    if (response.ok && body.success) return body.data.id_token;
    const theirs = response.status >= 500 || response.status === 429;
    throw new SocialSignInError(
      theirs ? 'social_unavailable' : 'social_refused',
      `Cognito gave no token for the code: ${response.status}`,
    );
  }

  async #claimsOf(token: string): Promise<z.output<typeof idToken>> {
    const { issuer, clientId } = this.#options;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        algorithms: ['RS256'],
        issuer,
        audience: clientId,
        requiredClaims: ['exp'],
        clockTolerance: 30,
      });
      return idToken.parse(payload);
    } catch (cause) {
      const theirs =
        cause instanceof errors.JWKSTimeout ||
        !(cause instanceof errors.JOSEError || cause instanceof z.ZodError);
      throw new SocialSignInError(
        theirs ? 'social_unavailable' : 'social_refused',
        'The id token of Cognito is not good.',
        { cause },
      );
    }
  }
}

const secret = (): string => randomBytes(32).toString('base64url');
