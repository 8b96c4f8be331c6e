import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { type Fault, type Json, ServiceRefusal } from './json-service.ts';

export interface RestRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly input: Json;
}

export interface RestAnswer {
  readonly body: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service of AWS that speaks JSON over several addresses (restJson1), on loopback. It looks at no signature. */
export class RestService {
  readonly url: string;
  /** What was asked, the oldest first. */
  readonly requests: RestRequest[] = [];
  readonly #act: (request: RestRequest) => RestAnswer;
  readonly #server: ReturnType<typeof createServer>;
  #faults: Fault[] = [];

  private constructor(act: (request: RestRequest) => RestAnswer, server: ReturnType<typeof createServer>) {
    this.#act = act;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (req: IncomingMessage, res: ServerResponse) => void this.#answer(req, res));
  }

  /** `act` carries a request out. It throws `ServiceRefusal`. */
  static async start(act: (request: RestRequest) => RestAnswer): Promise<RestService> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new RestService(act, server);
  }

  /** The next requests go wrong, one after the other. */
  failNext(...faults: readonly Fault[]): void {
    this.#faults.push(...faults);
  }

  /** Nothing goes wrong any more. */
  heal(): void {
    this.#faults = [];
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await text(req);
    const request: RestRequest = {
      method: req.method ?? '',
      path: decodeURIComponent((req.url ?? '').split('?', 1)[0] ?? ''),
      headers: req.headers,
      input: (body === '' ? {} : JSON.parse(body)) as Json,
    };
    this.requests.push(request);
    const fault = this.#faults.shift();
    if (fault === 'hang') return;
    if (fault === 'cut') {
      req.socket.destroy();
      return;
    }
    try {
      if (fault !== undefined && fault !== 'answer lost')
        throw new ServiceRefusal(fault.code, 'told to fail', fault.status);
      const { body: answer, headers = {} } = this.#act(request);
      if (fault === 'answer lost') req.socket.destroy();
      else send(res, 200, answer, headers);
    } catch (error) {
      const { code, message, status } =
        error instanceof ServiceRefusal ? error : new ServiceRefusal('InternalFailure', String(error), 500);
      send(res, status, { message }, { 'x-amzn-errortype': code });
    }
  }
}

const send = (
  res: ServerResponse,
  status: number,
  body: Json,
  headers: Readonly<Record<string, string>>,
): void => {
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
