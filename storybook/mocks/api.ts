import type { CallInput, CallResult, OperationId } from '@vidkit/contracts/client';
import { errors, type ErrorCode } from '@vidkit/contracts/errors';
import { paths } from '@vidkit/contracts/paths';
import type { Problem } from '@vidkit/contracts/schemas/basics';

type BodyOf<Id extends OperationId> = CallInput<Id> extends { body?: infer Body } ? Body : undefined;

export interface MockCall<Id extends OperationId> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: BodyOf<Id>;
  /** Aborted when the element gives the call up. */
  readonly signal: AbortSignal;
}

/** What an operation answers; a `Response` for problems and streams. */
type Answer<Id extends OperationId> = (
  call: MockCall<Id>,
) => CallResult<Id> | Response | Promise<CallResult<Id> | Response>;

/** The operations that a story needs, with the types of the contract; all others answer `not_found`. */
export type MockApi = { readonly [Id in OperationId]?: Answer<Id> };

const origins = new Map<string, MockApi>();
let opened = 0;

/** Answers `fetch` for an origin of its own, so that stories on one page do not meet. */
export const openApi = (api: MockApi): { url: string; close: () => void } => {
  opened += 1;
  // Never seen before, after a reload neither: what an earlier visit left in storage stays with that visit.
  const url = `https://${Date.now().toString(36)}-${opened}.vidkit.example`;
  origins.set(url, api);
  return { url, close: () => void origins.delete(url) };
};

export const problem = (code: ErrorCode): Response => {
  const { status, title, meaning } = errors[code];
  const body: Problem = { type: 'about:blank', title, status, code, detail: meaning, requestId: 'story' };
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } });
};

/** An answer that does not come: the state before it stays. */
export const never = ({ signal }: { signal: AbortSignal }): Promise<never> =>
  new Promise((_, reject) => {
    const give = (): void => reject(signal.reason as Error);
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });

const routes = Object.entries(paths).map(([id, path]) => {
  const [method = '', pattern = ''] = path.split(' ');
  const expression = new RegExp(`^${pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
  return { id: id as OperationId, method, expression };
});

const answer = async (api: MockApi, url: URL, init: RequestInit): Promise<Response> => {
  for (const { id, method, expression } of routes) {
    const match = method === (init.method ?? 'GET') && expression.exec(url.pathname);
    if (!match) continue;
    const handler = api[id] as Answer<OperationId> | undefined;
    if (!handler) break;
    const result = await handler({
      params: match.groups ?? {},
      query: url.searchParams,
      body: (typeof init.body === 'string' ? JSON.parse(init.body) : undefined) as never,
      signal: init.signal ?? new AbortController().signal,
    });
    if (result instanceof Response) return result;
    return result === undefined ? new Response(null, { status: 204 }) : Response.json(result);
  }
  return problem('not_found');
};

const browserFetch = window.fetch.bind(window);

window.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input, document.baseURI);
  const api = origins.get(url.origin);
  if (api) return answer(api, url, init ?? {});
  // A story that was left may ask once more; nothing of it goes to the network.
  if (url.hostname.endsWith('.vidkit.example')) return Promise.reject(new TypeError('Failed to fetch'));
  return browserFetch(input, init);
};
