import type { LiveFrame } from '../events/live.ts';
import type { OperationId } from '../paths.ts';
import type { Client } from './client-of.ts';

export interface EventStreamOptions {
  onFrame: (frame: LiveFrame) => void;
  /** Called after each connection; `resumed` is false when frames may have been missed. */
  onOpen?: (state: { resumed: boolean }) => void;
  /** Called when a connection ended or could not be made; unless refused, the next attempt follows. */
  onClose?: () => void;
  /** The server refused for good (4xx other than 401, 408, 429). */
  onRefused?: (status: number) => void;
}

/** Silence longer than this means a dead line: the server sends a comment every 20 s. */
const silenceLimit = 45_000;
const firstDelay = 1_000;
const maxDelay = 30_000;

/**
 * Follows a live stream with `fetch`, since `EventSource` cannot send a token. Reconnects with full jitter,
 * resumes by `Last-Event-ID`, sleeps while the page is hidden for longer than the stream needs.
 * Returns the function that ends it.
 */
export const followEvents = <Id extends Extract<OperationId, 'followMe' | 'followVideo'>>(
  client: Pick<Client<NoInfer<Id>>, 'url' | 'authorization'>,
  id: Id,
  params: Record<string, string>,
  options: EventStreamOptions,
): (() => void) => {
  const ended = new AbortController();
  let lastEventId: string | null = null;
  let delay = firstDelay;
  let fresh = false;

  const connect = async (): Promise<'again' | 'stop'> => {
    const silent = new AbortController();
    const signal = AbortSignal.any([ended.signal, silent.signal]);
    let watchdog = setTimeout(() => silent.abort(), silenceLimit);
    try {
      const response = await fetch(client.url(id, params), {
        headers: {
          accept: 'text/event-stream',
          ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
          ...(await client.authorization({ fresh, signal })),
        },
        credentials: 'omit',
        signal,
      });
      fresh = response.status === 401;
      if (!response.ok || !response.body) {
        const final =
          response.status >= 400 && response.status < 500 && ![401, 408, 429].includes(response.status);
        if (final) options.onRefused?.(response.status);
        return final ? 'stop' : 'again';
      }
      options.onOpen?.({ resumed: lastEventId !== null });
      delay = firstDelay;
      for await (const message of messagesOf(response.body)) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => silent.abort(), silenceLimit);
        if (message.id !== null) lastEventId = message.id;
        if (message.data) options.onFrame(JSON.parse(message.data) as LiveFrame);
      }
    } catch {
      // A broken line is the ordinary end of a stream; the loop below connects again.
    } finally {
      clearTimeout(watchdog);
      options.onClose?.();
    }
    return 'again';
  };

  const run = async (): Promise<void> => {
    while (!ended.signal.aborted && (await connect()) === 'again') {
      await rest(Math.random() * delay, ended.signal);
      delay = Math.min(delay * 2, maxDelay);
    }
  };

  void run();
  return () => ended.abort();
};

interface Message {
  id: string | null;
  data: string;
}

/** Parses `text/event-stream` (HTML Living Standard, 9.2.6); comments arrive as messages without data. */
async function* messagesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  let message: Message = { id: null, data: '' };
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (message.data) yield message;
          message = { id: null, data: '' };
        } else if (line.startsWith(':')) {
          yield { id: null, data: '' };
        } else if (line.startsWith('id:')) {
          message.id = line.slice(3).trim();
        } else if (line.startsWith('data:')) {
          message.data += (message.data ? '\n' : '') + line.slice(5).replace(/^ /, '');
        }
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
