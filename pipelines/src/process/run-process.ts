import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';

import { guardedCommand, type ResourceLimits } from './guarded-command.ts';

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Wall time after which the process is ended; the error's `code` is `timeout`. */
  readonly timeoutMs?: number;
  readonly limits?: ResourceLimits;
  /** Lets everything else on the machine go first. */
  readonly background?: boolean;
  readonly onLine?: (line: string) => void;
  /** Complete lines of the error output, as they come. */
  readonly onErrorLine?: (line: string) => void;
}

/** A program could not be started, failed or ran out of its limits. */
export class ProcessError extends Error {
  readonly code: 'not_started' | 'failed' | 'timeout' | 'out_of_resources';
  readonly exitCode: number | null;
  /** Last lines of the error output; for operators, never for uploaders. */
  readonly lastLines: readonly string[];

  constructor(
    code: ProcessError['code'],
    message: string,
    exitCode: number | null,
    lastLines: readonly string[],
  ) {
    super(message);
    this.name = 'ProcessError';
    this.code = code;
    this.exitCode = exitCode;
    this.lastLines = lastLines;
  }
}

const keptLines = 20;
const longestLine = 2000;

/**
 * Runs a program without a shell, without input and with an environment of its own; resolves when it exits
 * with 0. Aborting kills it at once and rejects with the signal's reason. Throws `ProcessError`.
 */
export const runProcess = async (
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<void> => {
  const { signal, timeoutMs, limits, background, onLine, onErrorLine } = options;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const [command = program, ...rest] = guardedCommand([program, ...args], limits);
    const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: plainEnvironment() });
    const lastLines: string[] = [];
    let stopped: 'aborted' | 'timeout' | null = null;

    const stop = (why: 'aborted' | 'timeout') => {
      stopped ??= why;
      child.kill('SIGKILL');
    };
    const onAbort = () => stop('aborted');
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => stop('timeout'), timeoutMs);

    if (background && child.pid !== undefined) lowerPriority(child.pid);
    createInterface({ input: child.stdout }).on('line', (line) => onLine?.(line));
    createInterface({ input: child.stderr }).on('line', (line) => {
      onErrorLine?.(line);
      lastLines.push(line.slice(0, longestLine));
      if (lastLines.length > keptLines) lastLines.shift();
    });

    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      finish();
    };
    child.once('error', (error) => {
      settle(() => reject(new ProcessError('not_started', `${program}: ${error.message}`, null, [])));
    });
    child.once('close', (exitCode, endedBy) => {
      settle(() => {
        if (stopped === 'aborted') return reject(reasonOf(signal));
        if (stopped === 'timeout') {
          return reject(
            new ProcessError('timeout', `${program} took longer than ${timeoutMs} ms`, null, lastLines),
          );
        }
        if (exitCode === 0) return resolve();
        const code = ranOut(endedBy, lastLines) ? 'out_of_resources' : 'failed';
        reject(new ProcessError(code, `${program} ended with ${endedBy ?? exitCode}`, exitCode, lastLines));
      });
    });
  });
};

const reasonOf = (signal: AbortSignal | undefined): Error =>
  signal?.reason instanceof Error ? signal.reason : new Error('aborted');

/** Nothing of ours reaches the program: no addresses of databases, no keys. */
const plainEnvironment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  LC_ALL: 'C',
  AV_LOG_FORCE_NOCOLOR: '1',
});

const lowerPriority = (pid: number): void => {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system forbids it: then it runs at our own priority.
  }
};

const ranOut = (endedBy: NodeJS.Signals | null, lines: readonly string[]): boolean =>
  (endedBy !== null && ['SIGXCPU', 'SIGXFSZ', 'SIGKILL'].includes(endedBy)) ||
  lines.some((line) => /Cannot allocate memory|No space left on device|File too large/i.test(line));
