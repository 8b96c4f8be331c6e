import type { GetToken } from '@vidkit/contracts/client/elements';
import type { Upload } from '@vidkit/contracts/schemas/upload';

import { Journal } from '../transfer/journal.ts';

export interface Fault {
  /** `part`, `complete-answer`, or a call such as `POST uploads`. */
  on: string;
  /** Of a part; any when left out. */
  number?: number;
  times: number;
  act: number | 'drop' | 'stall' | 'corrupt' | 'lie';
  /** Of the problem that is answered. */
  code?: string;
  /** Seconds. */
  retryAfter?: number;
}

export interface Rules {
  partSize: number;
  obliging: boolean;
  maxFileBytes: number;
  signAhead: number;
  pace: number;
  step: number;
  failure: string | null;
  visibility: string;
  faults: Fault[];
  signedOut: boolean;
  /** Signed URLs given out so far end now. */
  expire: boolean;
  /** The server gives every upload up. */
  abort: boolean;
  /** The store loses this part. */
  forgetPart: number;
}

export interface WorldState {
  log: { call: string; number?: number; checksum?: string }[];
  uploads: Upload[];
  videos: { id: string; title: string; status: string }[];
}

/** A small server of a test's own; see `server.js`. */
export interface World {
  readonly apiUrl: string;
  readonly getToken: GetToken;
  rules(rules: Partial<Rules>): Promise<WorldState>;
  state(): Promise<WorldState>;
}

let worlds = 0;

export const createWorld = async (rules: Partial<Rules> = {}): Promise<World> => {
  const name = `${Date.now().toString(36)}${++worlds}`;
  const ask = async (body?: Partial<Rules>): Promise<WorldState> => {
    const options = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    return (await (await fetch(`/upload-test/${name}`, options)).json()) as WorldState;
  };
  await ask(rules);
  return {
    apiUrl: location.origin,
    getToken: () => Promise.resolve(`upload-test-${name}`),
    rules: ask,
    state: () => ask(),
  };
};

/** Empties the journal, so that no test meets another one's unfinished uploads. */
export const forgetUploads = async (): Promise<void> => {
  const journal = new Journal();
  for (const { apiUrl, fingerprint } of await journal.list(location.origin))
    await journal.delete(apiUrl, fingerprint);
  journal.close();
};

let files = 0;

/** A file that begins like an MP4 and goes on with noise, unlike any other. */
export const createFile = (size: number, name = 'My_first.video.mp4', type = 'video/mp4'): File => {
  const bytes = new Uint8Array(size);
  const seed = new DataView(bytes.buffer);
  for (let at = 0; at < size; at += 65_536)
    crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, size)));
  bytes.set([0, 0, 0, 24, ...new TextEncoder().encode('ftypisom')]);
  if (size >= 20) seed.setUint32(16, ++files);
  return new File([bytes], name, { type });
};

/** Resolves once `done` holds; rejects with `what` after `patience` milliseconds. */
export const until = async (what: string, done: () => unknown, patience = 30_000): Promise<void> => {
  const end = performance.now() + patience;
  while (!(await done())) {
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
};
