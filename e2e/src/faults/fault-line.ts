import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What can go wrong with a request, each by the name that the table shows. */
export const faults = [
  'dropped before',
  'dropped inside',
  'reset inside',
  'answer lost',
  'status 400',
  'status 403',
  'status 404',
  'status 408',
  'status 429',
  'status 500',
  'status 502',
  'status 503',
  'slow',
  'stalled',
  'bit flipped',
  'ETag lies',
  'checksum lies',
  'out of order',
  'sent twice',
] as const;
export type Fault = (typeof faults)[number];

/** For calls of the API: their bodies are not checked bit by bit, and a refusal of theirs is final. */
const callFaults: readonly Fault[] = [
  'dropped before',
  'answer lost',
  'status 429',
  'status 500',
  'status 502',
  'status 503',
  'slow',
  'out of order',
  'sent twice',
];

export interface FaultLine {
  readonly url: string;
  readonly counts: Map<Fault, number>;
  /** How many were injected. */
  readonly total: number;
  close(): Promise<void>;
}

export interface FaultLineOptions {
  /** Origin of the server behind it. */
  readonly target: string;
  readonly random: () => number;
  /** Of the parts that are sent. */
  readonly share: number;
  /** No more than these. */
  readonly most: number;
}

/** A line to a server on which much goes wrong: real connections that break, and bytes that change. */
export const openFaultLine = async ({
  target,
  random,
  share,
  most,
}: FaultLineOptions): Promise<FaultLine> => {
  const counts = new Map<Fault, number>();
  let total = 0;
  let url = '';

  const choose = (isPart: boolean): Fault | null => {
    // Calls are few, and each of theirs is waited for by all parts.
    if (total >= most || random() >= (isPart ? share : share / 3)) return null;
    const from = isPart ? faults : callFaults;
    const fault = from[Math.floor(random() * from.length)] ?? null;
    if (fault) {
      counts.set(fault, (counts.get(fault) ?? 0) + 1);
      total += 1;
    }
    return fault;
  };

  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const isPart = req.method === 'PUT' && (req.url ?? '').startsWith('/objects/');
    const isCall = /^\/v1\/(uploads|limits)/.test(req.url ?? '');
    const fault = isPart || isCall ? choose(isPart) : null;
    if (fault === 'dropped before') return void req.socket.destroy();
    if (fault?.startsWith('status ')) return refuse(req, res, Number(fault.slice(7)));
    const bodies: Buffer[] = [];
    const length = Number(req.headers['content-length'] ?? 0);
    const broken = Math.floor(random() * length);
    let read = 0;
    for await (const chunk of req as AsyncIterable<Buffer>) {
      bodies.push(chunk);
      read += chunk.length;
      if (read < broken) continue;
      if (fault === 'dropped inside') return void req.socket.destroy();
      if (fault === 'reset inside') return void req.socket.resetAndDestroy();
      if (fault === 'stalled') return void req.pause();
      if (fault === 'slow' && random() < 0.05) await pause(random() * 100);
    }
    const body = Buffer.concat(bodies);
    if (fault === 'bit flipped' && body.length > 0) {
      const at = Math.floor(random() * body.length);
      body[at] = (body[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    }
    if (fault === 'out of order' || fault === 'slow') await pause(random() * 300);
    if (fault === 'sent twice') void forward(req, body).catch(() => undefined);
    const answer = await forward(req, body);
    if (fault === 'answer lost') return void req.socket.destroy();
    if (fault === 'ETag lies' && answer.headers['etag']) answer.headers['etag'] = `"${'0'.repeat(32)}"`;
    if (fault === 'checksum lies' && answer.headers['x-amz-checksum-crc32'])
      answer.headers['x-amz-checksum-crc32'] = 'AAAAAA==';
    // Addresses of parts lead back here.
    const text = isPart ? answer.body : Buffer.from(answer.body.toString().replaceAll(target, url));
    delete answer.headers['transfer-encoding'];
    delete answer.headers['content-length'];
    res.writeHead(answer.status, answer.headers as Record<string, string>).end(text);
  };

  const forward = async (req: IncomingMessage, body: Buffer) => {
    const headers = { ...req.headers, 'accept-encoding': 'identity' };
    const onward = request(`${target}${req.url ?? '/'}`, { method: req.method ?? 'GET', headers });
    onward.end(body);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
    return { status: answer.statusCode ?? 502, headers: { ...answer.headers }, body: Buffer.concat(chunks) };
  };

  const server = createServer((req, res) => {
    serve(req, res).catch(() => req.socket.destroy());
  });
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    counts,
    get total() {
      return total;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

/** As a server or something before it would, once it has read what was sent. */
const refuse = async (req: IncomingMessage, res: ServerResponse, status: number): Promise<void> => {
  const retryAfter = status === 503 && req.method === 'PUT' ? { 'retry-after': '0' } : {};
  req.resume();
  if (!req.complete) await once(req, 'end');
  res.writeHead(status, retryAfter).end(status === 400 ? '<Code>RequestTimeout</Code>' : '');
};
