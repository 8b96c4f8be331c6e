import type { IncomingMessage, ServerResponse } from 'node:http';

import type { SocialVisit } from '@vidkit/platform/ports/social-sign-in';

/** What the browser keeps of a visit elsewhere, below the address of its sign-in. */
export interface KeptVisit extends SocialVisit {
  readonly state: string;
}

const name = 'vid_social';
const part = /^[\w-]{20,200}$/;
const seconds = 600;

/** The state of a visit: which sign-in it belongs to, and a secret. */
export const stateOf = (uid: string, secret: string): string => `${uid}.${secret}`;

/** The sign-in that a state belongs to; null for what is none of ours. */
export const uidOf = (state: unknown): string | null =>
  (typeof state === 'string' ? /^([\w-]{20,100})\.[\w-]{20,100}$/.exec(state)?.[1] : null) ?? null;

export const keepVisit = (
  response: ServerResponse,
  path: string,
  visit: KeptVisit,
  secure: boolean,
): void => {
  const value = [visit.state.split('.')[1], visit.verifier, visit.nonce].join('.');
  setCookie(response, `${name}=${value}; Path=${path}; Max-Age=${seconds}`, secure);
};

/** Gives the visit back that belongs to this sign-in, once: the browser forgets it. */
export const takeVisit = (
  request: IncomingMessage,
  response: ServerResponse,
  { path, uid, secure }: { path: string; uid: string; secure: boolean },
): KeptVisit | null => {
  const cookies = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const value = cookies.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  setCookie(response, `${name}=; Path=${path}; Max-Age=0`, secure);
  const [secret = '', verifier = '', nonce = '', ...more] = value?.split('.') ?? [];
  if (more.length > 0 || ![secret, verifier, nonce].every((one) => part.test(one))) return null;
  return { state: stateOf(uid, secret), verifier, nonce };
};

const setCookie = (response: ServerResponse, cookie: string, secure: boolean): void => {
  response.appendHeader('Set-Cookie', `${cookie}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`);
};
