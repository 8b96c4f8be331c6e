import type { LiveFrame } from '@vidkit/contracts/events/live';

/** A live stream that a story writes: `follow` answers `followVideo`, `send` tells those who listen. */
export class MockLive {
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #encoder = new TextEncoder();

  readonly follow = (): Response => {
    let own: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        this.#streams.add(own);
        own.enqueue(this.#encoder.encode(': hello\n\n'));
      },
      cancel: () => void this.#streams.delete(own),
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };

  get followed(): boolean {
    return this.#streams.size > 0;
  }

  send(frame: LiveFrame): void {
    for (const stream of this.#streams) {
      stream.enqueue(this.#encoder.encode(`data: ${JSON.stringify(frame)}\n\n`));
    }
  }
}
