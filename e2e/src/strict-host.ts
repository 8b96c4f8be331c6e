import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Page } from 'playwright-core';

import type { FrameHost } from './frame-host.ts';

/** The least that a page can allow: its own files, and the media of the video server. */
const policyFor = (videoServer: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${videoServer}`,
    `img-src ${videoServer}`,
    `media-src 'self' blob: ${videoServer}`,
    "require-trusted-types-for 'script'",
  ].join('; ');

const captions = 'WEBVTT\n\n00:00.000 --> 01:00.000\n<v Ada>Words under a strict policy\n';

/**
 * A page on another site, `127.0.0.1`, under the strictest content policy that a video can be played by. It hands out
 * the elements as its own files, as a site does that hosts them itself, and has captions at `/captions.vtt`.
 */
export const serveStrictPage = async (body: string, videoServer: string): Promise<FrameHost> => {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/cdn/')) {
      void fetch(`${videoServer}${path}`).then(async (file) => {
        response.writeHead(file.status, { 'content-type': file.headers.get('content-type') ?? '' });
        response.end(Buffer.from(await file.arrayBuffer()));
      });
      return;
    }
    if (path === '/captions.vtt') {
      response.writeHead(200, { 'content-type': 'text/vtt' }).end(captions);
      return;
    }
    response.writeHead(path === '/' ? 200 : 204, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyFor(videoServer),
    });
    response.end(`<!doctype html><html lang="en"><title>A strict page</title>${body}</html>`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
};

/** Everything that a page writes to its console, at any level, and each violation of its policy, from now on. */
export const overhear = async (page: Page): Promise<readonly string[]> => {
  const heard: string[] = [];
  page.on('console', (message) => heard.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => heard.push(`uncaught: ${error.message}`));
  await page.exposeFunction('reportViolation', (text: string) => heard.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const report = Reflect.get(globalThis, 'reportViolation') as (text: string) => void;
      report(`violation of ${violatedDirective}: ${blockedURI} in ${sourceFile}`);
    });
  });
  return heard;
};
