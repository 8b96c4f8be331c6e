import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { runInNewContext } from 'node:vm';

import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import { edgeFunctionText } from '@vidkit/platform/token-path/edge-function';

type EdgeAnswer = { uri: string } | { statusCode: number; headers: Record<string, { value: string }> };

export interface EdgeOptions {
  /** What the key value store holds: `current`, `previous`. */
  readonly keys: ReadonlyMap<string, string>;
  readonly media: ObjectStore;
  /** Port of the API on this machine. */
  readonly apiPort: number;
}

/**
 * What the distribution does with a request, as far as viewers notice: media by the very function that runs at the edge,
 * in nothing but what its runtime offers, and from the bucket; everything else goes to the API. It caches nothing,
 * knows one range a request, and says nothing of TLS, of WAF or of quotas.
 */
export class Edge {
  readonly #options: EdgeOptions;
  readonly #function: (event: object) => Promise<EdgeAnswer>;
  readonly #server: Server;

  private constructor(options: EdgeOptions) {
    this.#options = options;
    this.#function = runInNewContext(`${edgeFunctionText().replace(/^import .*\n/gm, '')}; handler`, {
      cf: {
        kvs: () => ({
          get: async (name: string): Promise<string> => {
            const value = options.keys.get(name);
            if (value === undefined) throw new Error('KeyNotFound');
            return value;
          },
        }),
      },
      crypto: { createHmac },
      Date,
    }) as (event: object) => Promise<EdgeAnswer>;
    this.#server = createServer((req, res) => {
      this.#answer(req, res).catch((error: unknown) => {
        res.destroy(error as Error);
      });
    });
  }

  static async start(port: number, options: EdgeOptions): Promise<Edge> {
    const edge = new Edge(options);
    edge.#server.listen(port, '127.0.0.1');
    await once(edge.#server, 'listening');
    return edge;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!/^\/[pv]\//.test(req.url ?? '')) return this.#pass(req, res);
    const headers = Object.fromEntries(
      Object.entries(req.headers).map(([name, value]) => [name, { value: String(value) }]),
    );
    const uri = new URL(req.url ?? '/', 'http://edge').pathname;
    const answer = await this.#function({ request: { uri, headers } });
    if ('statusCode' in answer) {
      for (const [name, { value }] of Object.entries(answer.headers)) res.setHeader(name, value);
      res.writeHead(answer.statusCode).end();
      return;
    }
    await this.#media(answer.uri, req, res);
  }

  async #media(uri: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    res.setHeader('access-control-allow-origin', '*');
    const asked = /^bytes=(\d+)-(\d*)$/.exec(req.headers.range ?? '');
    const key = uri.slice(1);
    const range = asked
      ? { start: Number(asked[1]), ...(asked[2] ? { end: Number(asked[2]) } : {}) }
      : undefined;
    const found = await this.#options.media.read(key, range).catch(() => null);
    if (!found) {
      res.writeHead(404).end();
      return;
    }
    const { info, body } = found;
    const end = Math.min(range?.end ?? info.size - 1, info.size - 1);
    if (range) res.setHeader('content-range', `bytes ${range.start}-${end}/${info.size}`);
    res.writeHead(range ? 206 : 200, {
      'accept-ranges': 'bytes',
      'content-type': info.contentType,
      'content-length': range ? end - range.start + 1 : info.size,
      etag: `"${info.etag}"`,
    });
    await pipeline(body, res).catch(() => undefined);
  }

  async #pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { method, url, headers } = req;
    const onward = request({ host: '127.0.0.1', port: this.#options.apiPort, method, path: url, headers });
    req.pipe(onward);
    res.on('close', () => onward.destroy());
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  }
}
