import { PassThrough, type Readable } from 'node:stream';

const defaultStallMs = 30_000;
const drainMs = 10_000;
/** Times the stall for which what reads the body may be busy with other things. */
const patience = 4;

/** The client went away, or sent nothing for too long. There is nobody to answer. */
export class BodyBroken extends Error {
  constructor(why: string) {
    super(`The body of the request ended early: ${why}.`);
    this.name = 'BodyBroken';
  }
}

/**
 * The body of a request as it arrives, with back-pressure. It breaks with the reason of the signal when that aborts,
 * and with `BodyBroken` when the client leaves or stalls; the request itself can be answered all the same.
 */
export const bodyOf = (
  req: Readable,
  signal: AbortSignal,
  stallMs = defaultStallMs,
): AsyncIterable<Uint8Array> => {
  const through = new PassThrough();
  const end = (error: unknown): void => {
    req.unpipe(through);
    through.destroy(error instanceof Error ? error : new Error('aborted', { cause: error }));
  };
  let waits = 0;
  const stall = setTimeout(() => {
    // Then it is we who are slow, or have given it up.
    if (through.writableNeedDrain && ++waits < patience) stall.refresh();
    else end(new BodyBroken('it stalled'));
  }, stallMs).unref();
  const gone = (): void => {
    clearTimeout(stall);
    if (!req.readableEnded) end(new BodyBroken('the client is gone'));
  };
  const aborted = (): void => end(signal.reason);
  const heard = (): void => {
    waits = 0;
    stall.refresh();
  };
  // It may break before anybody reads it, who hears of it then.
  through.on('error', () => undefined);
  req.on('data', heard).once('close', gone).once('error', gone);
  signal.addEventListener('abort', aborted, { once: true });
  through.once('close', () => {
    clearTimeout(stall);
    req.off('data', heard).off('close', gone);
    signal.removeEventListener('abort', aborted);
  });
  if (signal.aborted) aborted();
  else req.pipe(through);
  return through;
};

/** Reads on for a while: closing at once would reset the connection before a browser has read the answer. */
export const drain = (req: Readable): void => {
  if (req.destroyed || req.readableEnded) return;
  const deadline = setTimeout(() => req.destroy(), drainMs).unref();
  req
    .on('error', () => undefined)
    .once('close', () => clearTimeout(deadline))
    .unpipe()
    .resume();
};
