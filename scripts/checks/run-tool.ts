import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from '../bootstrap/folders.mjs';

const logFolder = join(repository, '.cache', 'checks');

export interface ToolResult {
  readonly code: number;
  /** Both streams in the order of their arrival. */
  readonly output: string;
  /** Where the same is kept. */
  readonly log: string;
}

export interface ToolOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Ended and failed after this long. */
  readonly timeoutMs?: number;
}

/** Runs a Node program to its end, whatever it answers; `name` is that of its log. */
export const runTool = (
  name: string,
  args: readonly string[],
  { env = {}, cwd = repository, timeoutMs = 20 * 60_000 }: ToolOptions = {},
): Promise<ToolResult> =>
  new Promise((settle, fail) => {
    mkdirSync(logFolder, { recursive: true });
    const log = join(logFolder, `${name.replaceAll(/\W+/g, '-')}.log`);
    const file = createWriteStream(log);
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      file.write(chunk);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', fail);
    child.once('close', (code) => {
      file.end();
      settle({ code: code ?? 1, output, log });
    });
  });

/** Path of a program that an installed package brings: `tool('eslint', 'bin/eslint.js')`. */
export const tool = (packageName: string, path: string): string =>
  join(repository, 'node_modules', packageName, path);
