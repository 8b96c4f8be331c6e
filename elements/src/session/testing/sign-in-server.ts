import {
  allowCrossOrigin,
  isPlatform,
  personOf,
  problem,
  readBody,
  type TestMiddleware,
} from './test-context.ts';

/** How the sign-in page behaves; one honest way and the hostile or unlucky ones. */
export type SignInMode =
  | 'honest'
  | 'wrong-state'
  | 'wrong-issuer'
  | 'twice'
  | 'refused'
  | 'closes'
  | 'stays'
  | 'unregistered'
  | 'bad-code';

interface Grant {
  challenge: string;
  redirectUri: string;
}

let mode: SignInMode = 'honest';
let lifetime = 600;
let offline = true;
const codes = new Map<string, Grant>();
const refreshTokens = new Set<string>();
/** Every request for a token, for tests that look at what was sent. */
let requests: string[] = [];

const issuer = 'https://issuer.test/oauth';

/** A small OAuth server on 127.0.0.1: checks PKCE, takes a code once, rotates refresh tokens. */
export const middleware: TestMiddleware = async (context, next) => {
  if (!isPlatform(context)) return next();
  switch (context.path) {
    case '/sign-in-test/control': {
      if (allowCrossOrigin(context)) return;
      const wanted = JSON.parse(await readBody(context)) as {
        mode: SignInMode;
        lifetime?: number;
        offline?: boolean;
      };
      mode = wanted.mode;
      lifetime = wanted.lifetime ?? 600;
      offline = wanted.offline ?? true;
      requests = [];
      context.body = {};
      return;
    }
    case '/sign-in-test/requests':
      allowCrossOrigin(context);
      context.body = requests;
      return;
    case '/sign-in-test/authorize':
      return authorize(context);
    case '/sign-in-test/token':
      if (!allowCrossOrigin(context)) await token(context);
      return;
    case '/sign-in-test/revoke':
      allowCrossOrigin(context);
      requests.push(`revoke ${await readBody(context)}`);
      context.body = {};
      return;
    case '/v1/embed-client':
      if (allowCrossOrigin(context)) return;
      if (mode === 'unregistered') return problem(context, 404, 'site_not_registered');
      context.body = embedClient(context.origin);
      return;
    case '/v1/me': {
      if (allowCrossOrigin(context)) return;
      const person = personOf(context);
      if (!person) return problem(context, 401, 'unauthenticated');
      context.body = {
        person,
        email: 'ada@example.test',
        channel: { id: person.id, name: person.name, subscribers: 0 },
      };
      return;
    }
    default:
      return next();
  }
};

const embedClient = (origin: string) => ({
  clientId: 'site:test',
  siteName: 'Test',
  authorizationUrl: `${origin}/sign-in-test/authorize`,
  tokenUrl: `${origin}/sign-in-test/token`,
  revocationUrl: `${origin}/sign-in-test/revoke`,
  redirectUri: `${origin}/embed/callback/test`,
  messageOrigin: origin,
  issuer,
  resource: `${origin}/v1`,
  scope: 'comments:write reactions:write',
});

const authorize: (context: Parameters<TestMiddleware>[0]) => void = (context) => {
  const { state = '', code_challenge: challenge = '', redirect_uri: redirectUri = '' } = context.query;
  const code = crypto.randomUUID();
  codes.set(code, { challenge: mode === 'bad-code' ? 'of somebody else' : challenge, redirectUri });
  const answer = {
    type: 'vidkit:authorization',
    state: mode === 'wrong-state' ? 'another' : state,
    iss: mode === 'wrong-issuer' ? 'https://evil.test' : issuer,
    ...(mode === 'refused' ? { error: 'access_denied' } : { code }),
  };
  const post = `opener.postMessage(${JSON.stringify(answer).replaceAll('<', '\\u003c')}, '*');`;
  const second = mode === 'twice' ? post.replace(code, 'a-second-code') : '';
  const script = mode === 'closes' ? 'close();' : mode === 'stays' ? '' : post + second;
  context.type = 'text/html';
  context.body = `<!doctype html><title>Sign in</title><script>${script}</script>`;
};

const token = async (context: Parameters<TestMiddleware>[0]): Promise<void> => {
  const text = await readBody(context);
  requests.push(text);
  const body = new URLSearchParams(text);
  const granted =
    body.get('grant_type') === 'refresh_token'
      ? refreshTokens.delete(body.get('refresh_token') ?? '')
      : await redeem(body);
  if (!granted) {
    context.status = 400;
    context.body = { error: 'invalid_grant' };
    return;
  }
  const refresh = crypto.randomUUID();
  if (offline) refreshTokens.add(refresh);
  context.body = {
    access_token: `user:Ada.${crypto.randomUUID()}`,
    token_type: 'Bearer',
    expires_in: lifetime,
    ...(offline ? { refresh_token: refresh } : {}),
  };
};

const redeem = async (body: URLSearchParams): Promise<boolean> => {
  const code = body.get('code') ?? '';
  const grant = codes.get(code);
  codes.delete(code);
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(body.get('code_verifier') ?? ''),
  );
  const challenge = btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  return grant?.challenge === challenge && grant.redirectUri === body.get('redirect_uri');
};
