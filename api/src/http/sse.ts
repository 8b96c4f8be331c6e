import type { LiveFrame } from '@vidkit/contracts/events/live';
import type { Request, Response } from 'express';

const heartbeatMs = 20_000;
/** A reader that cannot take this many bytes is too slow; it reconnects and resumes. */
const maxBacklogBytes = 1_000_000;

export interface LiveWriter {
  /** `Last-Event-ID` of a reader that comes back. */
  readonly lastEventId: number | null;
  send(frame: LiveFrame, id?: number): void;
  /** Runs once when either side ends the stream. */
  onClose(listener: () => void): void;
  end(): void;
}

/** All open streams of the process, so that a shutdown can end them. */
export class Streams {
  readonly #open = new Set<LiveWriter>();

  get size(): number {
    return this.#open.size;
  }

  /** Starts a `text/event-stream` answer with heartbeats. */
  open(req: Request, res: Response): LiveWriter {
    const given = Number(req.get('last-event-id'));
    const listeners: (() => void)[] = [];
    res.status(200).set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    res.flushHeaders();
    res.write(`retry: 3000\n\n`);
    const heartbeat = setInterval(() => res.write(': \n\n'), heartbeatMs);

    const writer: LiveWriter = {
      lastEventId: Number.isSafeInteger(given) && given > 0 ? given : null,
      send: (frame, id) => {
        if (res.writableEnded) return;
        res.write(
          `${id === undefined ? '' : `id: ${id}\n`}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`,
        );
        if (res.writableLength > maxBacklogBytes) res.destroy();
      },
      onClose: (listener) => listeners.push(listener),
      end: () => res.end(),
    };
    this.#open.add(writer);
    res.once('close', () => {
      clearInterval(heartbeat);
      this.#open.delete(writer);
      for (const listener of listeners) listener();
    });
    return writer;
  }

  endAll(): void {
    for (const writer of this.#open) writer.end();
  }
}
