import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type AddressedObjects, executeJob } from './execute-job.ts';
import { completeFields, type JobEvent, jobEvent, type JobStatus, progressFields } from './job-events.ts';
import { jobRequest, type JobRequest } from './job-request.ts';

export interface StandInOptions {
  readonly objects: AddressedObjects;
  /** Takes what EventBridge would hand on. */
  readonly onEvent: (event: JobEvent) => unknown;
}

export interface StoredJob {
  readonly id: string;
  readonly request: JobRequest;
  readonly createdAt: number;
  status: 'SUBMITTED' | 'PROGRESSING' | 'COMPLETE' | 'ERROR' | 'CANCELED';
  errorCode?: number;
  errorMessage?: string;
}

export interface Fault {
  readonly status: number;
  /** Name of the exception. */
  readonly code: string;
  /** Of the requests that come next. */
  readonly times: number;
}

const defaultQueue = 'arn:aws:mediaconvert:eu-central-1:111122223333:queues/Default';
/** Milliseconds for which a token makes a repetition harmless (API Reference, "Idempotency"). */
const tokenMs = 60_000;
const prefix = '/2017-08-29/jobs';

/**
 * The wire of MediaConvert over loopback, as far as we use it, with jobs that are really carried out. What it does not
 * prove: that the service takes these settings, what its encoders make of them, rights, limits and prices.
 */
export class MediaConvertStandIn {
  readonly jobs: StoredJob[] = [];
  /** How often an event is told, and how late: 0 loses it, 2 repeats it, different delays change the order. */
  delivery: (event: JobEvent) => { readonly times: number; readonly delayMs: number } = () => ({
    times: 1,
    delayMs: 0,
  });
  readonly #options: StandInOptions;
  readonly #server: Server;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  readonly #faults: { status: number; code: string; times: number }[] = [];
  readonly #failures: { code: number; message: string }[] = [];
  #clock = () => Date.now();

  constructor(options: StandInOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Returns the address for the SDK. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const { abort } of this.#running.values()) abort.abort();
    await this.settled();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** All jobs have come to their ends. */
  async settled(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  failNext(fault: Fault): void {
    this.#faults.push({ ...fault });
  }

  /** The job that comes next ends in `ERROR`. */
  failJob(code: number, message: string): void {
    this.#failures.push({ code, message });
  }

  /** Lets time pass for tokens. */
  passTime(ms: number): void {
    const before = this.#clock;
    this.#clock = () => before() + ms;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await read(request);
    const fault = this.#faults.find(({ times }) => times > 0);
    if (fault) {
      fault.times -= 1;
      send(response, fault.status, { message: 'Injected.' }, fault.code);
      return;
    }
    const url = new URL(request.url ?? '/', 'http://localhost');
    const id = url.pathname.startsWith(`${prefix}/`)
      ? decodeURIComponent(url.pathname.slice(prefix.length + 1))
      : null;
    const job = this.jobs.find((one) => one.id === id);
    if (request.method === 'POST' && url.pathname === prefix) this.#create(text, response);
    else if (request.method === 'GET' && url.pathname === prefix) this.#list(url.searchParams, response);
    else if (id === null || !job) send(response, 404, { message: `No job ${id}.` }, 'NotFoundException');
    else if (request.method === 'GET') send(response, 200, { job: describe(job) });
    else if (request.method === 'DELETE') this.#cancel(job, response);
    else send(response, 405, { message: 'No such operation.' }, 'BadRequestException');
  }

  #create(text: string, response: ServerResponse): void {
    const parsed = jobRequest.safeParse(parseJson(text));
    if (!parsed.success) {
      const message = parsed.error.issues
        .map((issue) => `/${issue.path.join('/')}: ${issue.message}`)
        .join('; ');
      send(response, 400, { message }, 'BadRequestException');
      return;
    }
    const request = parsed.data;
    const now = this.#clock();
    const token = request.clientRequestToken;
    const before =
      token === undefined
        ? undefined
        : this.jobs.find((one) => one.request.clientRequestToken === token && now - one.createdAt < tokenMs);
    const job: StoredJob = before ?? {
      id: `${now}-${randomUUID().slice(0, 6)}`,
      request,
      createdAt: now,
      status: 'SUBMITTED',
    };
    if (!before) {
      this.jobs.push(job);
      const abort = new AbortController();
      const done = this.#run(job, abort.signal);
      this.#running.set(job.id, { abort, done });
    }
    send(response, 201, { job: describe(job) });
  }

  #list(query: URLSearchParams, response: ServerResponse): void {
    const newest = this.jobs.toSorted((a, b) => b.createdAt - a.createdAt);
    const asked = newest.filter(
      (job) => !query.has('queue') || query.get('queue') === (job.request.queue ?? defaultQueue),
    );
    const from = Number(query.get('nextToken') ?? 0);
    const to = from + Number(query.get('maxResults') ?? 20);
    const more = to < asked.length ? { nextToken: String(to) } : {};
    send(response, 200, { jobs: asked.slice(from, to).map(describe), ...more });
  }

  #cancel(job: StoredJob, response: ServerResponse): void {
    if (job.status !== 'SUBMITTED' && job.status !== 'PROGRESSING') {
      send(response, 409, { message: `The job is ${job.status}.` }, 'ConflictException');
      return;
    }
    job.status = 'CANCELED';
    this.#running.get(job.id)?.abort.abort();
    send(response, 202, {});
  }

  async #run(job: StoredJob, signal: AbortSignal): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'vidkit-mediaconvert-'));
    const { objects } = this.#options;
    const failure = this.#failures.shift();
    try {
      if (job.status === 'SUBMITTED') job.status = 'PROGRESSING';
      this.#tell(job, 'PROGRESSING');
      this.#tell(job, 'INPUT_INFORMATION', {
        inputDetails: [{ id: 1, uri: job.request.settings.inputs[0]?.fileInput }],
      });
      if (failure) throw new JobError(failure.code, failure.message);
      const onProgress = (percent: number) => this.#tell(job, 'STATUS_UPDATE', progressFields(percent));
      const executed = await executeJob(job.request, { objects, folder, signal, onProgress });
      job.status = 'COMPLETE';
      this.#tell(job, 'COMPLETE', completeFields(executed));
    } catch (error) {
      if (signal.aborted) {
        job.status = 'CANCELED';
        this.#tell(job, 'CANCELED');
        return;
      }
      job.status = 'ERROR';
      job.errorCode = error instanceof JobError ? error.number : 1999;
      job.errorMessage = error instanceof Error ? error.message : String(error);
      this.#tell(job, 'ERROR', { errorCode: job.errorCode, errorMessage: job.errorMessage });
    } finally {
      await rm(folder, { recursive: true, force: true });
      this.#running.delete(job.id);
    }
  }

  #tell({ id, request }: StoredJob, status: JobStatus, fields: object = {}): void {
    const { queue = defaultQueue, userMetadata } = request;
    const event = jobEvent({ id, queue, userMetadata }, status, fields);
    const { times, delayMs } = this.delivery(event);
    const { signal } = this.#stopping;
    for (let i = 0; i < times; i += 1) {
      if (delayMs === 0) this.#options.onEvent(event);
      else
        void sleep(delayMs, undefined, { signal }).then(
          () => this.#options.onEvent(event),
          () => undefined,
        );
    }
  }
}

class JobError extends Error {
  readonly number: number;

  constructor(number: number, message: string) {
    super(message);
    this.name = 'JobError';
    this.number = number;
  }
}

const describe = (job: StoredJob): object => ({
  id: job.id,
  arn: `arn:aws:mediaconvert:eu-central-1:111122223333:jobs/${job.id}`,
  status: job.status,
  createdAt: job.createdAt / 1000,
  queue: job.request.queue ?? defaultQueue,
  role: job.request.role,
  userMetadata: job.request.userMetadata,
  settings: job.request.settings,
  ...(job.request.clientRequestToken ? { clientRequestToken: job.request.clientRequestToken } : {}),
  ...(job.errorCode === undefined ? {} : { errorCode: job.errorCode, errorMessage: job.errorMessage }),
});

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const send = (response: ServerResponse, status: number, body: object, error?: string): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
    ...(error ? { 'x-amzn-errortype': error } : {}),
  });
  response.end(text);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
