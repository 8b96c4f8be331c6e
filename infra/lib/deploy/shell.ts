import { spawnSync } from 'node:child_process';

import { DeployError } from './deploy-error.ts';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
  /** Shows what the program writes; otherwise it is the answer. */
  readonly show?: boolean;
}

/** Runs programs of the operator's machine, without a shell between: nothing in an argument is ever a command. */
export class Shell {
  readonly #cwd: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor({ cwd, env = process.env }: { cwd: string; env?: NodeJS.ProcessEnv }) {
    this.#cwd = cwd;
    this.#env = env;
  }

  /** Standard output. Throws `DeployError`. */
  run(
    program: string,
    args: readonly string[],
    { env = {}, input, cwd = this.#cwd, show = false }: RunOptions = {},
  ): string {
    const result = spawnSync(program, [...args], {
      cwd,
      env: { ...this.#env, ...env },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 ** 2,
      stdio: [input === undefined ? 'ignore' : 'pipe', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      ...(input === undefined ? {} : { input }),
    });
    if (result.error && (result.error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new DeployError('deploy_program_missing', `${program} is not installed, or not in PATH.`);
    }
    if (result.status !== 0) {
      const said = show ? '' : `: ${(result.stderr || result.stdout || '').trim().slice(-2000)}`;
      throw new DeployError('deploy_step_failed', `${program} ${args.slice(0, 3).join(' ')} … failed${said}`);
    }
    return show ? '' : result.stdout;
  }

  /** Null when it fails. */
  ask(program: string, args: readonly string[], options: RunOptions = {}): string | null {
    try {
      return this.run(program, args, options);
    } catch (error) {
      if (error instanceof DeployError && error.code === 'deploy_step_failed') return null;
      throw error;
    }
  }
}
