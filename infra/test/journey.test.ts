import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';

type Journey = (options: {
  publicUrl: string;
  token: string | null;
  watch?: string | null;
  clip: Buffer | null;
  say?: (line: string) => void;
}) => Promise<Record<string, number>>;
const { journey } = createRequire(import.meta.url)('../canary/aws/journey.js') as { journey: Journey };

const master = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nvideo.m3u8\n';
const media = '#EXTM3U\n#EXT-X-BYTERANGE:10@0\nvideo.mp4\n';

/** The addresses that the canary asks for, with answers of their shape; the product itself is not here. */
class Product {
  readonly seen: string[] = [];
  broken = new Map<string, number>();
  status = ['processing', 'ready'];
  received = Buffer.alloc(0);
  #server: Server | undefined;

  async start(): Promise<void> {
    this.#server = createServer((req, res) => void this.#answer(req, res));
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
  }

  stop(): void {
    this.#server?.close();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server?.address() as AddressInfo).port}`;
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const asked = `${req.method} ${req.url}`;
    this.seen.push(asked);
    const failing = this.broken.get(asked);
    if (failing !== undefined) {
      res.writeHead(failing).end('a secret address');
      return;
    }
    const body = this.#bodyOf(asked, Buffer.concat(chunks));
    res.setHeader('etag', '"1"');
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  #bodyOf(asked: string, sent: Buffer): string | object {
    switch (asked) {
      case 'POST /v1/uploads':
        return {
          id: 'u1',
          videoId: 'v1',
          parts: [
            { number: 1, size: 6, url: `${this.url}/part/1`, headers: {} },
            { number: 2, size: 4, url: `${this.url}/part/2`, headers: {} },
          ],
        };
      case 'PUT /part/1':
      case 'PUT /part/2':
        this.received = Buffer.concat([this.received, sent]);
        return {};
      case 'GET /v1/videos/v1':
        return { status: this.status.length > 1 ? this.status.shift() : this.status[0] };
      case 'GET /v1/videos/v1/playback':
        return { hlsUrl: `${this.url}/p/t/v/v1/1/master.m3u8` };
      case 'GET /p/t/v/v1/1/master.m3u8':
        return master;
      case 'GET /p/t/v/v1/1/video.m3u8':
        return media;
      default:
        return 'ok';
    }
  }
}

describe('journey', () => {
  const product = new Product();
  const clip = Buffer.from('0123456789');
  const said: string[] = [];
  const travel = (token: string | null, watch: string | null = 'v1') =>
    journey({ publicUrl: product.url, token, watch, clip, say: (line) => said.push(line) });

  before(() => product.start());
  after(() => product.stop());
  beforeEach(() => {
    product.seen.length = 0;
    product.broken.clear();
    product.status = ['processing', 'ready'];
    product.received = Buffer.alloc(0);
    said.length = 0;
  });

  it('only asks whether the product is there while it has neither token nor video', async () => {
    await travel(null, null);
    assert.deepEqual(product.seen, ['GET /healthz']);
  });

  it('uploads all parts, waits, and plays the beginning', async () => {
    const took = await travel('token');
    assert.deepEqual(product.received, clip);
    assert.deepEqual(product.seen.slice(-4), [
      'GET /v1/videos/v1/playback',
      'GET /p/t/v/v1/1/master.m3u8',
      'GET /p/t/v/v1/1/video.m3u8',
      'GET /p/t/v/v1/1/video.mp4',
    ]);
    assert.deepEqual(Object.keys(took), ['aliveMs', 'uploadMs', 'readyMs', 'playMs']);
    assert.match(said[0] ?? '', /"msg":"journey"/);
  });

  it('names the step that failed, and never what was answered', async () => {
    for (const [asked, step] of [
      ['GET /healthz', 'alive'],
      ['POST /v1/uploads', 'open'],
      ['PUT /part/2', 'send'],
      ['POST /v1/uploads/u1/complete', 'complete'],
      ['GET /p/t/v/v1/1/video.m3u8', 'playlist'],
      ['GET /p/t/v/v1/1/video.mp4', 'media'],
    ] as const) {
      product.broken = new Map([[asked, 503]]);
      product.status = ['ready'];
      await assert.rejects(travel('token'), (error: Error & { code: string }) => {
        assert.equal(error.code, `journey_${step}`);
        assert.match(error.message, /503/);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      });
    }
  });

  it('says so when the video fails', async () => {
    product.status = ['failed'];
    await assert.rejects(travel('token'), /the video failed/);
  });
});
