import type { SessionLocks } from '../../db/session-locks.ts';
import { AppError } from '../../http/app-error.ts';

interface Holder {
  readonly ended: Promise<void>;
  readonly controller: AbortController;
}

const patienceMs = 10_000;

/**
 * One request at a time adds to an upload. A client whose line broke comes back before the server has noticed, so the
 * newer request wins: the older one is told to stop, keeps what it has, and lets go. In another process it cannot be
 * told; then it is `upload_locked` until that one notices.
 */
export class UploadLocks {
  readonly #session: SessionLocks;
  readonly #holders = new Map<string, Holder>();

  constructor(session: SessionLocks) {
    this.#session = session;
  }

  /** Runs work that adds to the upload. Its signal says that it has to stop. */
  async run<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    await this.endOlder(id);
    if (this.#holders.has(id)) throw locked();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const holder: Holder = { ended, controller: new AbortController() };
    this.#holders.set(id, holder);
    try {
      const release = await this.#session.take(`tus:${id}`, () =>
        holder.controller.abort(new AppError('unavailable')),
      );
      if (!release) throw locked();
      try {
        return await work(holder.controller.signal);
      } finally {
        await release();
      }
    } finally {
      this.#holders.delete(id);
      end();
    }
  }

  /** Has whoever adds to the upload in this process stop, and waits for it. */
  async endOlder(id: string): Promise<void> {
    const holder = this.#holders.get(id);
    if (!holder) return;
    holder.controller.abort(locked());
    const late = new AbortController();
    const patience = setTimeout(() => late.abort(), patienceMs);
    await Promise.race([
      holder.ended,
      new Promise((resolve) => late.signal.addEventListener('abort', resolve, { once: true })),
    ]);
    clearTimeout(patience);
  }
}

const locked = (): AppError => new AppError('upload_locked', undefined, { headers: { 'retry-after': '1' } });
