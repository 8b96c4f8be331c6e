import { spawn } from 'node:child_process';

import { writeManifest } from './manifest.ts';
import { makeMedia } from './media.ts';
import { inPackage, workspace } from './run.ts';

// `npm run storybook`: the showroom with reload, on PORT or 6006 of this machine only.
await writeManifest();
await makeMedia();
const port = process.env['PORT'] ?? '6006';
const child = spawn(
  process.execPath,
  [
    ...[inPackage('storybook', 'dist/bin/dispatcher.js'), 'dev', '--port', port, '--host', '127.0.0.1'],
    ...['--exact-port', '--ci', '--disable-telemetry'],
  ],
  { cwd: workspace, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.once('close', (code) => {
  process.exitCode = code ?? 0;
});
