import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { repository } from '../bootstrap/folders.mjs';
import { endTrees } from './process-tree.ts';

const logFolder = join(repository, '.cache', 'checks');

export interface ToolResult {
  readonly code: number;
  /** Both streams in the order of their arrival, without colours. */
  readonly output: string;
  /** Where the same is kept, seen from the repository. */
  readonly log: string;
}

export interface ToolOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Ended and failed after this long. */
  readonly timeoutMs?: number;
}

/** Process ids of the tools at work. */
const running = new Set<number>();
let ending = false;

/** Runs a Node program to its end, whatever it answers; `name` is that of its log. Never settles after `endTools`. */
export const runTool = (
  name: string,
  args: readonly string[],
  { env = {}, cwd = repository, timeoutMs = 20 * 60_000 }: ToolOptions = {},
): Promise<ToolResult> =>
  new Promise((settle, fail) => {
    if (ending) return;
    mkdirSync(logFolder, { recursive: true });
    const log = join(logFolder, `${name.replaceAll(/\W+/g, '-')}.log`);
    const file = createWriteStream(log);
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { pid } = child;
    if (pid !== undefined) running.add(pid);
    let output = '';
    const collect = (chunk: Buffer | string) => {
      output += chunk.toString();
      file.write(chunk);
    };
    const late = setTimeout(() => {
      collect(`\nIt did not end within ${timeoutMs / 60_000} minutes.\n`);
      if (pid !== undefined) void endTrees([pid]);
    }, timeoutMs);
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', fail);
    child.once('close', (code) => {
      clearTimeout(late);
      if (pid !== undefined) running.delete(pid);
      file.end();
      if (!ending)
        settle({ code: code ?? 1, output: stripVTControlCharacters(output), log: relative(repository, log) });
    });
  });

/** Ends every tool that runs, and whatever it has started, for good: none starts any more. */
export const endTools = async (graceMs?: number): Promise<void> => {
  ending = true;
  await endTrees([...running], graceMs);
};

/** Path of a program that an installed package brings: `tool('eslint', 'bin/eslint.js')`. */
export const tool = (packageName: string, path: string): string =>
  join(repository, 'node_modules', packageName, path);
