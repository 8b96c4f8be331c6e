import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** An address on loopback whose connections lead to one port or another, as a name does that a provider moves. */
export class TcpLine {
  /** Where new connections lead. */
  target: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(target: number, server: Server) {
    this.target = target;
    this.#server = server;
    server.on('connection', (near) => this.#join(near));
  }

  static async to(target: number): Promise<TcpLine> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpLine(target, server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What runs over it now stays open, and nothing arrives any more. */
  silence(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  /** What runs over it now breaks. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    const far = connect(this.target, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket
        .on('error', () => undefined)
        .once('close', () => {
          this.#sockets.delete(socket);
          other.destroy();
        })
        .pipe(other);
    }
  }
}
