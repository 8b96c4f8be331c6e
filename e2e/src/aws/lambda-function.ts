import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

interface Reply {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/**
 * A bundle as it is deployed, in a process of its own with an environment of its own, as Lambda would call it. It is not
 * the runtime of AWS: no limits of time or memory, no cold starts, and the Node of this machine.
 */
export class LambdaFunction {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #calls = 0;

  private constructor(child: ChildProcess) {
    this.#process = child;
    child.on('message', (reply: Reply | 'ready') => {
      if (reply === 'ready') return;
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.error === undefined) waiting?.resolve(reply.answer);
      else waiting?.reject(new Error(reply.error));
    });
    child.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the function has ended'));
    });
  }

  /** `bundle` is the path of an `index.mjs`. */
  static async start(bundle: string, env: NodeJS.ProcessEnv): Promise<LambdaFunction> {
    const child = fork(join(import.meta.dirname, 'lambda-process.ts'), [bundle], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const started = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (started[0] !== 'ready') throw new Error(`${bundle} cannot be loaded`);
    return new LambdaFunction(child);
  }

  invoke(event: unknown): Promise<unknown> {
    const id = (this.#calls += 1);
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#process.send({ id, event });
    return waiting.promise;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}
