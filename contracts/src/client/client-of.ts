import type { z } from 'zod';

import type { Operations } from '../operations.ts';
import type { OperationId } from '../paths.ts';
import type { Problem } from '../schemas/basics.ts';
import { ApiError, type TransportCode } from './api-error.ts';

/** Gives an access token, or null for a visitor. `fresh` asks to replace one that the server refused. */
export type GetToken = (options: {
  fresh: boolean;
  signal?: AbortSignal | undefined;
}) => Promise<string | null>;

export interface ClientOptions {
  /** Origin of the API, such as `https://video.example.com`. */
  baseUrl: string;
  getToken?: GetToken;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds until an unanswered call fails with `timeout`. */
  timeout?: number;
}

type Part<Op, Key extends string, Mode extends 'in' | 'out'> = Op extends {
  [K in Key]: infer Schema extends z.ZodType;
}
  ? Mode extends 'in'
    ? z.input<Schema>
    : z.output<Schema>
  : undefined;

type Given<Key extends string, Value> = [Value] extends [undefined]
  ? unknown
  : Partial<Value> extends Value
    ? { [K in Key]?: Value }
    : { [K in Key]: Value };

interface CallOptions {
  /** ETag or version of what was read; for the operations that demand `If-Match`. */
  ifMatch?: number | undefined;
  /** Makes a retried POST the same POST. */
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Lets the request outlive the page; for the last word at `pagehide`. */
  keepalive?: boolean | undefined;
}

export type CallInput<Id extends OperationId> = CallOptions &
  Given<'params', Part<Operations[Id], 'params', 'in'>> &
  Given<'query', Part<Operations[Id], 'query', 'in'>> &
  Given<'body', Part<Operations[Id], 'body', 'in'>>;

export type CallResult<Id extends OperationId> = Part<Operations[Id], 'response', 'out'>;

/** Calls the operations `Ids`. */
export interface Client<Ids extends OperationId = OperationId> {
  readonly baseUrl: string;
  /** One request. Resolves with the parsed answer (undefined for 204); rejects with `ApiError`, or with the signal's reason. */
  call<Id extends Ids>(id: Id, input?: CallInput<Id>): Promise<CallResult<Id>>;
  /** Absolute address of an operation, for streams and links. */
  url(id: Ids, params?: Record<string, string>, query?: object): string;
  /** The `Authorization` header for a request made elsewhere; empty for a visitor. */
  authorization(options?: { fresh?: boolean; signal?: AbortSignal }): Promise<Record<string, string>>;
}

interface AnyInput extends CallOptions {
  params?: Record<string, string>;
  query?: object;
  body?: unknown;
}

/** A client for the operations of a table of paths. Carries no schema: its types come from `operations`. */
export const createClientOf = <Ids extends OperationId>(
  paths: Readonly<Record<Ids, string>>,
  options: ClientOptions,
): Client<Ids> => {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const send = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const timeout = options.timeout ?? 30_000;

  const url: Client<Ids>['url'] = (id, params = {}, query = {}) => {
    const path = paths[id].slice(paths[id].indexOf(' ') + 1);
    const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) search.set(name, String(value));
    }
    return `${baseUrl}${filled}${search.size > 0 ? `?${search.toString()}` : ''}`;
  };

  const authorization: Client['authorization'] = async ({ fresh = false, signal } = {}) => {
    const token = await options.getToken?.({ fresh, signal });
    return token ? { authorization: `Bearer ${token}` } : {};
  };

  const attempt = async (id: Ids, input: AnyInput, fresh: boolean): Promise<unknown> => {
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...(await authorization({ fresh, ...(input.signal ? { signal: input.signal } : {}) })),
    };
    if (input.body !== undefined) headers['content-type'] = 'application/json';
    if (input.ifMatch !== undefined) headers['if-match'] = `"v${input.ifMatch}"`;
    if (input.idempotencyKey) headers['idempotency-key'] = input.idempotencyKey;

    const deadline = AbortSignal.timeout(timeout);
    let response: Response;
    try {
      response = await send(url(id, input.params, input.query), {
        method: paths[id].slice(0, paths[id].indexOf(' ')),
        headers,
        body: input.body === undefined ? null : JSON.stringify(input.body),
        credentials: 'omit',
        keepalive: input.keepalive ?? false,
        signal: input.signal ? AbortSignal.any([input.signal, deadline]) : deadline,
      });
      if (response.ok) return response.status === 204 ? undefined : await response.json();
    } catch (cause) {
      input.signal?.throwIfAborted();
      const code: TransportCode = deadline.aborted
        ? 'timeout'
        : cause instanceof SyntaxError
          ? 'bad_answer'
          : 'network';
      throw new ApiError(code, `${id}: no answer from the server (${code})`, { cause });
    }
    throw await problemOf(response);
  };

  return {
    baseUrl,
    url,
    authorization,
    call: async (id, input = {} as never) => {
      try {
        return (await attempt(id, input, false)) as never;
      } catch (error) {
        const expired = error instanceof ApiError && error.status === 401 && options.getToken !== undefined;
        if (!expired) throw error;
        return (await attempt(id, input, true)) as never;
      }
    },
  };
};

/** What a refused request says. */
export const problemOf = async (response: Response): Promise<ApiError> => {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  const wait = Number(response.headers.get('retry-after'));
  return new ApiError(
    (problem?.code as ApiError['code'] | undefined) ?? 'bad_answer',
    problem?.detail ?? `The server answered ${response.status}.`,
    { status: response.status, problem, retryAfter: Number.isFinite(wait) && wait > 0 ? wait : null },
  );
};
