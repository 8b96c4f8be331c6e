import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

import { makeClip } from './measure/clip.ts';
import { createCreator } from './measure/creator.ts';
import { cpuSecondsOf } from './measure/cpu.ts';
import { startProduct } from './measure/product.ts';
import { publishClip } from './measure/published.ts';
import { median, noteRun, numberWanted, printMachine, printTable } from './measure/report.ts';

// What one request of each kind costs the API and the database: the numbers that a plan of capacity rests on.
const secondsEach = numberWanted('--seconds', 10);
const connections = numberWanted('--connections', 16);

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: () => string;
}

interface Kind {
  readonly title: string;
  readonly call: Call;
}

interface Figures {
  readonly title: string;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  /** Milliseconds of processor for one request. */
  readonly api: number;
  readonly database: number;
}

let visitors = 0;
/** Everybody comes from somewhere else, as far as limits are concerned. */
const newVisitor = (): string => {
  visitors += 1;
  return `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`;
};

const send = (port: number, { method, path, headers, body }: Call, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const from = performance.now();
    const content = body?.();
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent,
        headers: { host: `localhost:${port}`, 'x-forwarded-for': newVisitor(), ...headers },
      },
      (response) => {
        const status = response.statusCode ?? 0;
        if (status >= 300) reject(new Error(`${path} was answered with ${status}`));
        response
          .on('error', reject)
          .on('end', () => resolve(performance.now() - from))
          .resume();
      },
    );
    outgoing.on('error', reject).end(content);
  });

const load = async (port: number, call: Call): Promise<number[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + secondsEach * 1000;
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) times.push(await send(port, call, agent));
    }),
  );
  agent.destroy();
  return times;
};

const childrenOf = (pid: number): number[] =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map(Number);

const clip = await makeClip({ size: '640x360' });
const product = await startProduct({ TRUST_PROXY: '1' });
try {
  const { config } = product;
  const { client } = await createCreator(config);
  const { prefix } = await publishClip(client, clip.path);
  const videoId = prefix.split('/')[1] ?? '';
  for (let index = 0; index < 30; index += 1) {
    await client.call('createComment', { params: { id: videoId }, body: { body: `Comment ${index}` } });
  }
  const instance = JSON.parse(await readFile(join(config.dataDir, 'instance.json'), 'utf8')) as {
    children: { pid: number; name?: string }[];
  };
  const commandOf = (pid: number): string =>
    execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  const api =
    instance.children.map(({ pid }) => pid).find((pid) => commandOf(pid).includes('api/src/main.ts')) ?? 0;
  const postmaster = Number(
    (await readFile(join(config.dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0],
  );
  const databaseCpu = async (): Promise<number> => {
    const pids = [postmaster, ...childrenOf(postmaster)];
    return (await Promise.all(pids.map((pid) => cpuSecondsOf(pid)))).reduce((sum, one) => sum + one, 0);
  };
  const report = (): string =>
    JSON.stringify({
      view: randomUUID(),
      videoId,
      events: [
        { type: 'start', seq: 0, at: 640, position: 0, startupMs: 640, autoplay: false, muted: false },
        { type: 'beat', seq: 1, at: 12_000, position: 9_500, ranges: [[0, 9_500]], playedMs: 9_500 },
      ],
    });
  const kinds: readonly Kind[] = [
    { title: 'watch page', call: { method: 'GET', path: `/watch/${videoId}` } },
    { title: 'playback', call: { method: 'GET', path: `/v1/videos/${videoId}/playback` } },
    {
      title: 'comments, a page of 20',
      call: { method: 'GET', path: `/v1/videos/${videoId}/comments?limit=20` },
    },
    {
      title: 'report of a view, 2 events',
      call: { method: 'POST', path: '/v1/events', headers: { 'content-type': 'text/plain' }, body: report },
    },
  ];
  const rows: Figures[] = [];
  for (const [index, { title, call }] of kinds.entries()) {
    await send(config.port, call, new Agent());
    const before = { api: await cpuSecondsOf(api), database: await databaseCpu() };
    const times = await load(config.port, call);
    const used = {
      api: (await cpuSecondsOf(api)) - before.api,
      database: (await databaseCpu()) - before.database,
    };
    const sorted = times.toSorted((a, b) => a - b);
    rows.push({
      title,
      perSecond: times.length / secondsEach,
      median: median(times),
      p99: sorted[Math.floor(sorted.length * 0.99)] ?? NaN,
      api: (used.api * 1000) / times.length,
      database: (used.database * 1000) / times.length,
    });
    noteRun(index + 1, `${title}: ${times.length} requests`);
  }
  printTable(
    ['request', 'a second', 'median', '99 %', 'API, of a processor', 'database, of a processor'],
    rows.map((row) => [
      row.title,
      row.perSecond.toFixed(0),
      `${row.median.toFixed(1)} ms`,
      `${row.p99.toFixed(1)} ms`,
      `${row.api.toFixed(2)} ms`,
      `${row.database.toFixed(2)} ms`,
    ]),
  );
  printMachine();
} finally {
  await product.stop();
  await clip.remove();
}
