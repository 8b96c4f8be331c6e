import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { esbuildPlugin } from '@web/dev-server-esbuild';

import { chromium } from './testing/chromium.js';
import { serveMedia } from './testing/media.js';
import { patience } from './testing/patience.js';
import { failureReporter, isNoteworthy } from './testing/reporter.js';
import { touch } from './testing/touch.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Servers that the tests of one element need: `src/<element>/testing/server.js` exports Koa `middleware`. */
const testServers = [];
for (const room of await readdir(here('./src'))) {
  const server = here(`./src/${room}/testing/server.js`);
  if (existsSync(server)) testServers.push((await import(pathToFileURL(server).href)).middleware);
}

export default {
  files: ['src/**/*.test.ts', '!src/**/*.gesture.test.ts'],
  rootDir: here('..'),
  browsers: [chromium()],
  // What happens when the browser wants a gesture before there is sound.
  groups: [{ name: 'gesture', files: 'src/**/*.gesture.test.ts', browsers: [chromium({ autoplay: false })] }],
  // Decoding video is heavy and timing matters: one page at a time.
  concurrency: 1,
  nodeResolve: { exportConditions: ['source', 'browser', 'development'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: here('./tsconfig.json') }), touch()],
  // In this order: a test server may hand on to the media.
  middleware: [...testServers, await serveMedia()],
  ...patience,
  filterBrowserLogs: isNoteworthy,
  reporters: [failureReporter()],
};
