/** What the test servers use of a Koa context. */
export interface TestContext {
  method: string;
  path: string;
  host: string;
  origin: string;
  query: Record<string, string | undefined>;
  status: number;
  type: string;
  body: unknown;
  respond?: boolean;
  req: AsyncIterable<Uint8Array> & { on(event: 'close', listener: () => void): void };
  res: {
    writeHead(status: number, headers: Record<string, string>): void;
    write(text: string): void;
    end(): void;
  };
  get(header: string): string;
  set(header: string, value: string): void;
}

export type TestMiddleware = (context: TestContext, next: () => Promise<void>) => Promise<void>;

/** The platform of the tests lives on another site than the page, in the browser's sense. */
export const isPlatform = (context: TestContext): boolean => context.host.startsWith('127.0.0.1');

/** Answers as the API does for any origin, and ends preflights. True when the request is done with. */
export const allowCrossOrigin = (context: TestContext): boolean => {
  context.set('access-control-allow-origin', '*');
  context.set(
    'access-control-allow-headers',
    'authorization, content-type, if-match, idempotency-key, last-event-id',
  );
  context.set('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE');
  if (context.method === 'OPTIONS') context.status = 204;
  return context.method === 'OPTIONS';
};

export const readBody = async (context: TestContext): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of context.req) text += decoder.decode(chunk, { stream: true });
  return text;
};

export const problem = (context: TestContext, status: number, code: string): void => {
  context.status = status;
  context.type = 'application/problem+json';
  context.body = JSON.stringify({
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: code,
    requestId: 'test',
  });
};

/** Access tokens of the tests name their owner: `user:Ada`. */
export const personOf = (context: TestContext): { id: string; name: string; avatarUrl: null } | null => {
  const name = /^Bearer user:(\w+)/.exec(context.get('authorization'))?.[1];
  if (!name) return null;
  const code = new TextEncoder().encode(name).reduce((sum, byte) => (sum * 31 + byte) % 0xffffffff, 7);
  return { id: `00000000-0000-7000-8000-${code.toString(16).padStart(12, '0')}`, name, avatarUrl: null };
};
