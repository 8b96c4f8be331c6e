import { lookup as resolve } from 'node:dns';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import { MediaFailure } from '../steps/media-failure.ts';

export interface GuardedRequestOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Milliseconds without a byte after which the other side counts as gone. */
  readonly idleMs: number;
  /** Whether an address may be spoken to. */
  readonly mayReach: (address: string) => boolean;
}

const maxRedirects = 5;

/**
 * GETs an address that a stranger named. Every address that its name resolves to has to pass, and the connection goes
 * to one of those very addresses: the name is not resolved a second time. Redirects are followed by the same rules.
 * Throws `MediaFailure` `import_address_refused`; of the network whatever it throws.
 */
export const guardedRequest = async (
  address: URL,
  options: GuardedRequestOptions,
): Promise<{ readonly response: IncomingMessage; readonly url: URL }> => {
  let url = address;
  for (let redirects = 0; ; redirects++) {
    assertWeb(url, options);
    const response = await open(url, options);
    const { statusCode = 0, headers } = response;
    if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location) return { response, url };
    response.destroy();
    if (redirects >= maxRedirects || !URL.canParse(headers.location, url.href)) {
      throw new MediaFailure('import_refused', `redirect ${redirects + 1} from ${url.host}`);
    }
    const next = new URL(headers.location, url);
    if (url.protocol === 'https:' && next.protocol === 'http:') {
      throw new MediaFailure('import_address_refused', 'a redirect from https to http');
    }
    url = next;
  }
};

const assertWeb = (url: URL, { mayReach }: GuardedRequestOptions): void => {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new MediaFailure('import_address_refused', url.protocol);
  if (url.username || url.password) throw new MediaFailure('import_address_refused', 'credentials in it');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !mayReach(host)) throw new MediaFailure('import_address_refused', host);
};

const open = (
  url: URL,
  { headers, signal, idleMs, mayReach }: GuardedRequestOptions,
): Promise<IncomingMessage> =>
  new Promise((settle, fail) => {
    const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, {
      method: 'GET',
      // A connection of its own: a kept one may lead to where another name once pointed.
      agent: false,
      lookup: guardedLookup(mayReach),
      headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'Vidkit import' },
      maxHeaderSize: 32 * 1024,
      signal,
    });
    request.setTimeout(idleMs, () => request.destroy(new Error(`no byte for ${idleMs} ms`)));
    request.once('response', settle);
    request.once('error', fail);
    request.end();
  });

const guardedLookup =
  (mayReach: (address: string) => boolean): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refused = addresses.find(({ address }) => !mayReach(address));
      if (refused) {
        return callback(new MediaFailure('import_address_refused', `${hostname} is ${refused.address}`), []);
      }
      const [first] = addresses;
      if (!first) return callback(new Error(`${hostname} has no address`), []);
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
