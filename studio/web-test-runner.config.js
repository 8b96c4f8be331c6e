import { fileURLToPath } from 'node:url';

import { esbuildPlugin } from '@web/dev-server-esbuild';

import { chromium } from '../elements/testing/chromium.js';
import { serveMedia } from '../elements/testing/media.js';
import { patience } from '../elements/testing/patience.js';
import { failureReporter, isNoteworthy } from '../elements/testing/reporter.js';
import { fakeApi } from './src/testing/fake-api.ts';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default {
  files: ['src/**/*.test.ts'],
  rootDir: here('..'),
  browsers: [chromium()],
  concurrency: 1,
  nodeResolve: { exportConditions: ['source', 'browser', 'development'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: here('./tsconfig.json') })],
  middleware: [await serveMedia(), fakeApi],
  ...patience,
  filterBrowserLogs: isNoteworthy,
  reporters: [failureReporter()],
};
