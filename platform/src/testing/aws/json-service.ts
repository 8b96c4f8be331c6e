import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * What goes wrong with a request: an answer of AWS, none at all, a broken connection, or a request that was carried out
 * and whose answer got lost.
 */
export type Fault = { readonly status: number; readonly code: string } | 'hang' | 'cut' | 'answer lost';

export const throttled = (code: string): Fault => ({ status: 400, code });
export const unavailable: Fault = { status: 503, code: 'ServiceUnavailable' };

/** A refusal in the words of the service. */
export class ServiceRefusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type Json = Record<string, unknown>;

export interface JsonServiceOptions {
  /** `AmazonSQS`, before the point in `x-amz-target`. */
  readonly target: string;
  readonly contentType: string;
  /** Carries an action out. Throws `ServiceRefusal`. The signal aborts when the client is gone. */
  readonly act: (action: string, input: Json, signal: AbortSignal) => Promise<Json>;
}

/** A service of AWS that speaks JSON over one address, on loopback. It looks at no signature. */
export class JsonService {
  readonly url: string;
  /** What was asked, the oldest first. */
  readonly requests: { readonly action: string; readonly input: Json }[] = [];
  readonly #options: JsonServiceOptions;
  readonly #server: ReturnType<typeof createServer>;
  readonly #partly = new Map<string, number>();
  readonly #faults: { action: string; fault: Fault; times: number }[] = [];

  private constructor(options: JsonServiceOptions, server: ReturnType<typeof createServer>) {
    this.#options = options;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (req: IncomingMessage, res: ServerResponse) => {
      this.#answer(req, res).catch((error: unknown) => send(res, 500, { message: String(error) }));
    });
  }

  static async start(options: JsonServiceOptions): Promise<JsonService> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new JsonService(options, server);
  }

  /** The next requests for an action, or for any with `*`, go wrong. */
  failNext(action: string, fault: Fault, times = 1): void {
    this.#faults.push({ action, fault, times });
  }

  /** Of the next requests that have a list of `Records`, every second one comes to nothing while the others are carried out. */
  refuseEverySecond(action: string, times: number): void {
    this.#partly.set(action, times);
  }

  /** Nothing goes wrong any more. */
  heal(): void {
    this.#partly.clear();
    this.#faults.length = 0;
  }

  count(action: string): number {
    return this.requests.filter((request) => request.action === action).length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    const body = await text(req);
    const [target = '', action = ''] = String(req.headers['x-amz-target']).split('.');
    if (target !== this.#options.target) {
      send(res, 400, { __type: 'UnknownOperationException', message: target });
      return;
    }
    const input = (body === '' ? {} : JSON.parse(body)) as Json;
    this.requests.push({ action, input });
    const fault = this.#faultOf(action);
    if (fault === 'hang') return;
    if (fault === 'cut') {
      req.socket.destroy();
      return;
    }
    if (fault !== null && fault !== 'answer lost') {
      this.#refuse(res, new ServiceRefusal(fault.code, 'told to fail', fault.status));
      return;
    }
    try {
      const answer = await this.#act(action, input, gone.signal);
      if (fault === 'answer lost') req.socket.destroy();
      else send(res, 200, answer, { 'content-type': this.#options.contentType });
    } catch (error) {
      if (!(error instanceof ServiceRefusal)) throw error;
      this.#refuse(res, error);
    }
  }

  async #act(action: string, input: Json, signal: AbortSignal): Promise<Json> {
    const times = this.#partly.get(action) ?? 0;
    if (times === 0) return await this.#options.act(action, input, signal);
    this.#partly.set(action, times - 1);
    const records = input['Records'] as unknown[];
    const kept = { ...input, Records: records.filter((_, index) => index % 2 === 0) };
    const answer = await this.#options.act(action, kept, signal);
    const done = answer['Records'] as unknown[];
    const refused = { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'told to fail' };
    const Records = records.map((_, index) => (index % 2 === 0 ? done[index / 2] : refused));
    return { ...answer, FailedRecordCount: Math.floor(records.length / 2), Records };
  }

  #refuse(res: ServerResponse, { code, message, status }: ServiceRefusal): void {
    send(
      res,
      status,
      { __type: code, message },
      { 'content-type': this.#options.contentType, 'x-amzn-errortype': code },
    );
  }

  #faultOf(action: string): Fault | null {
    const planned = this.#faults.find(
      (one) => (one.action === action || one.action === '*') && one.times > 0,
    );
    if (!planned) return null;
    planned.times--;
    return planned.fault;
  }
}

const send = (
  res: ServerResponse,
  status: number,
  body: Json,
  headers: Record<string, string> = {},
): void => {
  if (res.destroyed) return;
  res.writeHead(status, headers).end(JSON.stringify(body));
};
