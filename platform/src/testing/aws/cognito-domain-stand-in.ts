import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

interface Issued {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly nonce: string;
}

const fromGoogle = { identities: [{ providerName: 'Google', userId: '1' }] };

/**
 * The domain and the keys of a Cognito user pool on loopback, with a Google that asks nothing: whoever comes is `claims`. What it says is from
 * documentation: neither Cognito nor Google was ever asked.
 */
export class CognitoDomainStandIn {
  readonly url: string;
  readonly clientId = '1example23456789';
  /** Of whoever signs in next, beside what every id token has. */
  claims: JWTPayload = { email: 'ada@example.com', email_verified: 'true', name: 'Ada' };
  /** What the next requests for a token are answered with; null is no answer at all. */
  readonly faults: (number | null)[] = [];
  /** An id token in place of the one that is due; null: that one. */
  answerWith: string | null = null;
  /** Providers that browsers came for. */
  readonly asked: string[] = [];
  readonly #server: ReturnType<typeof createServer>;
  readonly #issued = new Map<string, Issued>();
  readonly #keys: Awaited<ReturnType<typeof generateKeyPair>>;

  private constructor(
    server: ReturnType<typeof createServer>,
    keys: Awaited<ReturnType<typeof generateKeyPair>>,
  ) {
    this.#server = server;
    this.#keys = keys;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => void this.#answer(request, response),
    );
  }

  static async start(): Promise<CognitoDomainStandIn> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new CognitoDomainStandIn(server, await generateKeyPair('RS256'));
  }

  /** An id token as the pool signs it, with other claims where a test wants them wrong. */
  async sign(claims: JWTPayload): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const all = {
      iss: this.url,
      aud: this.clientId,
      sub: randomUUID(),
      token_use: 'id',
      iat: now,
      exp: now + 300,
      ...claims,
    };
    return await new SignJWT(all)
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .sign(this.#keys.privateKey);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (url.pathname === '/oauth2/authorize') this.#authorize(url.searchParams, response);
    else if (url.pathname === '/oauth2/token')
      await this.#token(new URLSearchParams(await text(request)), response);
    else if (url.pathname === '/.well-known/jwks.json') {
      json(response, 200, {
        keys: [{ ...(await exportJWK(this.#keys.publicKey)), kid: 'test', alg: 'RS256', use: 'sig' }],
      });
    } else json(response, 404, {});
  }

  #authorize(query: URLSearchParams, response: ServerResponse): void {
    const get = (name: string): string => query.get(name) ?? '';
    const good =
      get('client_id') === this.clientId &&
      get('response_type') === 'code' &&
      get('code_challenge_method') === 'S256';
    if (!good) return json(response, 400, { error: 'invalid_request' });
    this.asked.push(get('identity_provider'));
    const code = randomUUID();
    this.#issued.set(code, {
      challenge: get('code_challenge'),
      redirectUri: get('redirect_uri'),
      nonce: get('nonce'),
    });
    const back = new URL(get('redirect_uri'));
    back.search = new URLSearchParams({ code, state: get('state') }).toString();
    response.writeHead(302, { location: back.href }).end();
  }

  async #token(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const fault = this.faults.shift();
    if (fault === null) return;
    if (fault !== undefined) return json(response, fault, { error: 'told_to_fail' });
    const code = form.get('code') ?? '';
    const issued = this.#issued.get(code);
    this.#issued.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!issued || issued.challenge !== challenge || issued.redirectUri !== form.get('redirect_uri')) {
      return json(response, 400, { error: 'invalid_grant' });
    }
    json(response, 200, {
      id_token: this.answerWith ?? (await this.sign({ nonce: issued.nonce, ...fromGoogle, ...this.claims })),
      token_type: 'Bearer',
    });
  }
}

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
