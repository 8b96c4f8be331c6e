import { fileURLToPath } from 'node:url';

import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';

import { chromium } from '../elements/testing/chromium.js';
import { serveMedia } from '../elements/testing/media.js';
import { summaryLine } from '../elements/testing/summary-line.js';
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
  testFramework: { config: { timeout: 10_000 } },
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  reporters: [defaultReporter({ reportTestProgress: false }), summaryLine()],
};
