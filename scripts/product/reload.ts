import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

import { repository } from '../bootstrap/folders.mjs';
import type { SupervisedChild } from './child-process.ts';
import { productBuilds } from './build.ts';

const settleMs = 150;
const drainMs = 1000;

interface ReloadOptions {
  readonly api: SupervisedChild;
  readonly worker: SupervisedChild;
  readonly warn: (text: string) => void;
  readonly note: (text: string) => void;
}

/** Restarts the server's processes when their sources change, and lets rollup rebuild what browsers load. */
export const reloadOnChange = async ({ api, worker, warn, note }: ReloadOptions): Promise<void> => {
  const restart = async (children: readonly SupervisedChild[]) => {
    for (const child of children) {
      await child.restart(drainMs);
      note(`${child.name} started anew`);
    }
  };
  const both = [api, worker];
  onChange(['contracts/src', 'platform/src'], () => restart(both));
  onChange(['api/src', 'api/migrations'], () => restart([api]));
  onChange(['pipelines/src'], () => restart([worker]));

  const program = join(repository, 'node_modules/rollup/dist/bin/rollup');
  const rollup = spawn(
    process.execPath,
    [program, '--config', '--configOnly', productBuilds.join(','), '--watch', '--silent'],
    {
      cwd: repository,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  rollup.stderr.on('data', (chunk: Buffer) => warn(chunk.toString().trim()));
  process.once('exit', () => rollup.kill());
};

/** Calls `react` once for a burst of changes, and never while it is still at work. */
const onChange = (folders: readonly string[], react: () => Promise<void>): void => {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  for (const folder of folders) {
    watch(join(repository, folder), { recursive: true }, (_, file) => {
      if (file?.endsWith('.test.ts')) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        working = working.then(react);
      }, settleMs);
    }).on('error', () => undefined);
  }
};
