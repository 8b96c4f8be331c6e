import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { freePort } from './product.ts';

export interface UplinkSpeed {
  /** Of each connection, towards the server. */
  readonly bitsPerSecond: number;
  /** By which every answer is late. */
  readonly answerMs: number;
}

export interface Uplink {
  readonly port: number;
  /** Where it leads to: a port for a server that is to be started. */
  readonly target: number;
  close(): Promise<void>;
}

/** What is sent in one go, so that a connection's rate is smooth. */
const pieceBytes = 16_384;
/** Timers are late by a millisecond or so: what the line has missed in this time it makes up for. */
const burstMs = 20;

/**
 * A long way to a server of this machine, on which one connection is slow and several are faster: what TCP makes of
 * distance and loss. TCP's slow start is not part of it.
 */
export const openUplink = async ({ bitsPerSecond, answerMs }: UplinkSpeed): Promise<Uplink> => {
  const target = await freePort();
  const sockets = new Set<Socket>();
  const carry = async (client: Socket, server: Socket): Promise<void> => {
    let freeAt = 0;
    for await (const chunk of client as AsyncIterable<Buffer>) {
      for (let from = 0; from < chunk.length; from += pieceBytes) {
        const piece = chunk.subarray(from, from + pieceBytes);
        freeAt = Math.max(freeAt, performance.now() - burstMs) + (piece.length * 8000) / bitsPerSecond;
        const wait = freeAt - performance.now();
        if (wait > 1) await pause(wait);
        if (!server.write(piece)) await once(server, 'drain');
      }
    }
    server.end();
  };
  const listener = createServer({ noDelay: true, highWaterMark: pieceBytes }, (client) => {
    const server = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => server.destroy());
    server.on('data', (bytes) => setTimeout(() => client.write(bytes), answerMs));
    server.on('end', () => setTimeout(() => client.end(), answerMs));
    carry(client, server).catch(() => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    target,
    close: async () => {
      listener.close();
      for (const socket of sockets) socket.destroy();
      await once(listener, 'close');
    },
  };
};
