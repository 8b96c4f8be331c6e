import type { MessageHandler, Queue } from '@vidkit/platform/ports/queue';

import type { ProcessLog } from '../flow/attempt.ts';

export interface TaskProtectionOptions {
  /** `ECS_AGENT_URI` of the task. */
  readonly agent: string;
  readonly log: ProcessLog;
}

/** Protection ends by itself after this, so that a task that hangs can be taken away at last. */
const minutes = 60;
const renewMs = 20 * 60_000;
const answerMs = 5_000;

/**
 * Tells ECS not to take this task away while it is at work: scaling in picks tasks without looking. Without an answer of
 * the agent work goes on as before; what is taken away then gives its message back.
 */
export class TaskProtection {
  readonly #options: TaskProtectionOptions;
  #running = 0;
  #renewal: NodeJS.Timeout | undefined;
  #told: Promise<void> = Promise.resolve();

  constructor(options: TaskProtectionOptions) {
    this.#options = options;
  }

  /** The same queue, whose handlers run under protection. */
  over(queue: Queue): Queue {
    const during =
      (handler: MessageHandler): MessageHandler =>
      async (delivery) => {
        this.#begin();
        try {
          await handler(delivery);
        } finally {
          this.#end();
        }
      };
    return {
      start: () => queue.start(),
      stop: (graceMs) => queue.stop(graceMs),
      send: (topic, message, options) => queue.send(topic, message, options),
      consume: (topic, handler, options) => queue.consume(topic, during(handler), options),
      check: () => queue.check(),
      status: () => queue.status(),
      redrive: (topic) => queue.redrive(topic),
    };
  }

  #begin(): void {
    this.#running += 1;
    if (this.#running > 1) return;
    this.#tell();
    this.#renewal = setInterval(() => this.#tell(), renewMs);
    this.#renewal.unref();
  }

  #end(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    clearInterval(this.#renewal);
    this.#tell();
  }

  /** What holds when its turn comes, one after another: the agent takes the last word. */
  #tell(): void {
    this.#told = this.#told.then(() => this.#put(this.#running > 0));
  }

  async #put(isAtWork: boolean): Promise<void> {
    const { agent, log } = this.#options;
    try {
      const answer = await fetch(`${agent}/task-protection/v1/state`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ProtectionEnabled: isAtWork,
          ...(isAtWork ? { ExpiresInMinutes: minutes } : {}),
        }),
        signal: AbortSignal.timeout(answerMs),
      });
      if (!answer.ok) throw new Error(`the agent answered with ${answer.status}`);
    } catch (error) {
      log.warn({ err: error, isAtWork }, 'the task is not protected from being taken away');
    }
  }
}
