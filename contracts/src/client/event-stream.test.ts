import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import type { AddressInfo } from 'node:net';

import type { LiveFrame } from '../events/live.ts';
import { createClient } from './client.ts';
import { followEvents } from './event-stream.ts';

const id = '018f0000-0000-7000-8000-000000000000';
const counts = (likes: number): LiveFrame => ({ type: 'counts', videoId: id, likes, comments: 0 });

const withServer = async (
  answer: (req: IncomingMessage, res: ServerResponse, visit: number) => void,
  use: (baseUrl: string) => Promise<void>,
): Promise<void> => {
  let visits = 0;
  const server = createServer((req, res) => answer(req, res, ++visits));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

const stream = { 'content-type': 'text/event-stream' };

describe('followEvents', () => {
  it('reads frames however the bytes are cut, and passes comments over', async () => {
    const body = `retry: 3000\n\n: \n\nid: 7\nevent: counts\ndata: ${JSON.stringify(counts(1))}\n\ndata: ${JSON.stringify(counts(2))}\n\n`;
    await withServer(
      (_req, res) => {
        res.writeHead(200, stream);
        const bytes = body.split('');
        const next = (): void => {
          const part = bytes.splice(0, 9).join('');
          if (part) res.write(part, () => setTimeout(next, 1));
        };
        next();
      },
      async (baseUrl) => {
        const frames: LiveFrame[] = [];
        await new Promise<void>((resolve) => {
          const stop = followEvents(
            createClient({ baseUrl }),
            'followVideo',
            { id },
            {
              onFrame: (frame) => {
                frames.push(frame);
                if (frames.length === 2) {
                  stop();
                  resolve();
                }
              },
            },
          );
        });
        assert.deepEqual(frames, [counts(1), counts(2)]);
      },
    );
  });

  it('comes back after a broken line and says what it saw last', async () => {
    const seen: (string | undefined)[] = [];
    await withServer(
      (req, res, visit) => {
        seen.push(req.headers['last-event-id'] as string | undefined);
        res.writeHead(200, stream);
        res.write(`id: ${visit}\ndata: ${JSON.stringify(counts(visit))}\n\n`, () =>
          setTimeout(() => res.destroy(), 5),
        );
      },
      async (baseUrl) => {
        const resumed: boolean[] = [];
        await new Promise<void>((resolve) => {
          const stop = followEvents(
            createClient({ baseUrl }),
            'followVideo',
            { id },
            {
              onOpen: (state) => resumed.push(state.resumed),
              onFrame: (frame) => {
                if (frame.type !== 'counts' || frame.likes < 2) return;
                stop();
                resolve();
              },
            },
          );
        });
        assert.deepEqual(seen, [undefined, '1']);
        assert.deepEqual(resumed, [false, true]);
      },
    );
  });

  it('stops for good when it is refused', async () => {
    await withServer(
      (_req, res) => res.writeHead(404).end(),
      async (baseUrl) => {
        const status = await new Promise((resolve) => {
          followEvents(
            createClient({ baseUrl }),
            'followVideo',
            { id },
            { onFrame: () => undefined, onRefused: resolve },
          );
        });
        assert.equal(status, 404);
      },
    );
  });

  it('asks for a fresh token after 401', async () => {
    await withServer(
      (req, res) => {
        if (req.headers.authorization !== 'Bearer new') {
          res.writeHead(401).end();
          return;
        }
        res.writeHead(200, stream);
        res.write(`data: ${JSON.stringify(counts(1))}\n\n`);
      },
      async (baseUrl) => {
        const client = createClient({
          baseUrl,
          getToken: ({ fresh }) => Promise.resolve(fresh ? 'new' : 'old'),
        });
        await new Promise<void>((resolve) => {
          const stop = followEvents(
            client,
            'followMe',
            {},
            {
              onFrame: () => {
                stop();
                resolve();
              },
            },
          );
        });
      },
    );
  });
});
