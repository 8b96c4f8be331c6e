import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';

/** Who sends a file; each as its documentation shows it, on a page of the same origin as its server. */
export const uploaders = {
  '`<vid-upload>`': 'vidkit',
  'tus-js-client, 6 parallel': 'tus6',
  'tus-js-client': 'tus',
  'Uppy 6, as it comes': 'uppy',
  'Uppy 6, multipart': 'uppyMultipart',
  'Uppy 6, parts of 64 MiB': 'uppyLarge',
  UpChunk: 'upchunk',
} as const;
export type Uploader = keyof typeof uploaders;

export interface Sent {
  readonly milliseconds: number;
  readonly requests: number;
  /** Requests to the API, those of the parts left out; only of ours. */
  readonly apiCalls: number;
  /** Tasks of the page's thread over 50 ms. */
  readonly longTasks: number;
  /** Of the video; empty for others. */
  readonly videoId: string;
}

const bench = join(import.meta.dirname, '../..');

const peers = `
  import { Upload } from 'tus-js-client';
  import Uppy from '@uppy/core';
  import AwsS3 from '@uppy/aws-s3';
  import { UpChunk } from '@mux/upchunk';

  const tus = (file, endpoint, more = {}) => new Promise((resolve, reject) =>
    new Upload(file, { endpoint, retryDelays: [], storeFingerprintForResuming: false, onSuccess: resolve, onError: reject, ...more }).start());
  const uppy = async (file, more = {}) => {
    const one = new Uppy().use(AwsS3, { companionEndpoint: location.origin, ...more });
    one.addFile({ name: file.name, type: file.type, data: file });
    const { failed } = await one.upload();
    if (failed.length > 0) throw failed[0].error;
  };
  window.senders = {
    tus: (file) => tus(file, location.origin + '/tus'),
    tus6: (file) => tus(file, location.origin + '/concat', { parallelUploads: 6 }),
    uppy: (file) => uppy(file),
    uppyMultipart: (file) => uppy(file, { shouldUseMultipart: true }),
    uppyLarge: (file) => uppy(file, { shouldUseMultipart: true, getChunkSize: () => 64 * 1024 ** 2 }),
    upchunk: (file) => new Promise((resolve, reject) => {
      const one = UpChunk.createUpload({ endpoint: location.origin + '/chunks', file });
      one.on('success', resolve);
      one.on('error', ({ detail }) => reject(new Error(detail.message)));
    }),
  };`;

const ours = (script: string): string => `
  import ${JSON.stringify(script)};
  const element = document.createElement('vid-upload');
  element.getToken = () => window.benchToken();
  document.body.append(element);
  // Its own code is there before anybody has chosen a file, as that of the peers is.
  element.dispatchEvent(new Event('pointerenter'));
  window.senders = {
    vidkit: (file) => new Promise((resolve, reject) => {
      element.addEventListener('vid-upload-stored', ({ detail }) => resolve(detail.videoId));
      element.addEventListener('vid-upload-error', ({ detail }) => reject(new Error(detail.code)));
      void element.addFiles([file]);
    }),
  };`;

const bundlePeers = async (): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: peers, resolveDir: bench },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
};

export interface UploadSites {
  /** The script of our element, at the product's origin. */
  readonly script: string;
  readonly token: () => Promise<string>;
  /** Origins of the product and of the peers' server. */
  readonly product: string;
  readonly peers: string;
}

/** Opens a page with the uploader, gives it the file of that path and waits until all of it has arrived. */
export const createSender = async ({ script, token, product, peers: peerOrigin }: UploadSites) => {
  const code = await bundlePeers();
  return async (browser: Browser, uploader: Uploader, path: string): Promise<Sent> => {
    const name = uploaders[uploader];
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.exposeFunction('benchToken', token);
      const origin = name === 'vidkit' ? product : peerOrigin;
      await openPage(page, origin, name === 'vidkit' ? ours(script) : code);
      await page.setInputFiles('input', path);
      const requests: string[] = [];
      page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
      const seen = await page.evaluate(sendIn, name);
      return {
        ...seen,
        requests: requests.length,
        apiCalls: requests.filter((request) => /^(POST|GET|DELETE) .*\/v1\/uploads/.test(request)).length,
      };
    } finally {
      await context.close();
    }
  };
};

/** No server has this page: it is put in place of an answer, and nothing is looked at any more once it is there. */
const openPage = async (page: Page, origin: string, module: string): Promise<void> => {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Upload</title><link rel="icon" href="data:,">
<h1>Upload</h1><input type="file"><script type="module" src="/bench-page.js"></script>`;
  await page.route(`${origin}/bench-page*`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: module })
      : route.fulfill({ contentType: 'text/html', body: html }),
  );
  await page.goto(`${origin}/bench-page`);
  await page.waitForFunction(() => 'senders' in window);
  await page.waitForLoadState('networkidle');
  await page.unrouteAll();
};

/** Runs in the page. */
const sendIn = async (name: string) => {
  let longTasks = 0;
  new PerformanceObserver((list) => (longTasks += list.getEntries().length)).observe({ type: 'longtask' });
  const file = document.querySelector('input')?.files?.[0];
  const { senders } = window as unknown as {
    senders: Record<string, (file: File | undefined) => Promise<unknown>>;
  };
  const from = performance.now();
  const videoId = await senders[name]?.(file);
  return {
    milliseconds: performance.now() - from,
    longTasks,
    videoId: typeof videoId === 'string' ? videoId : '',
  };
};

/** The server of the peers, in a process of its own as the product is. */
export const startPeers = async (folder: string, port: number): Promise<() => Promise<void>> => {
  const file = join(import.meta.dirname, 'upload-peer-server.ts');
  const child = spawn(process.execPath, [file, folder, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) if (line === 'ready') break;
  return async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
};
