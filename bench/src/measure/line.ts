import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { freePort } from './product.ts';

export interface LineSpeed {
  readonly bitsPerSecond: number;
  readonly roundTripMs: number;
}

/** A request, or bytes of an answer as they arrive; times are milliseconds since 1970. */
export interface Traffic {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Zero for the request itself. */
  readonly bytes: number;
}

export interface Line {
  readonly port: number;
  /** Null for as fast as the machine is. Connections keep to what it was when they were opened. */
  speed: LineSpeed | null;
  /** Everything since it was emptied last. */
  traffic: Traffic[];
  /** Where it leads to: a port for a server that is to be started. */
  readonly target: number;
  close(): Promise<void>;
}

/** Bytes that a connection sends before another one has its turn. */
const turnBytes = 4096;
/** Timers are late by a millisecond or so: what the line has missed in this time it makes up for. */
const burstMs = 10;

/**
 * A line in front of a server of this machine that takes the time of a slower one: all connections share its rate, in
 * turns, and each waits for a round trip to be opened and for another one to be answered. TCP's own slow start is not
 * part of it. The browser's throttle would do for a page, but not for bytes counted while they arrive.
 */
export const openLine = async (): Promise<Line> => {
  const target = await freePort();
  let freeAt = 0;
  const sockets = new Set<Socket>();

  const turn = async (bytes: number, { bitsPerSecond }: LineSpeed): Promise<void> => {
    freeAt = Math.max(freeAt, performance.now() - burstMs) + (bytes * 8000) / bitsPerSecond;
    const wait = freeAt - performance.now();
    if (wait > 0) await pause(wait);
  };

  const carry = async (client: Socket, server: Socket): Promise<void> => {
    const { speed } = line;
    const openAt = performance.now() + (speed?.roundTripMs ?? 0);
    const oneWayMs = (speed?.roundTripMs ?? 0) / 2;
    let asked = { method: '', path: '' };
    let up = Promise.resolve();
    client.on('data', (data) => {
      const [, method, path] = /^([A-Z]+) (\S+) HTTP/.exec(data.toString('latin1')) ?? [];
      if (method && path) {
        asked = { method, path };
        line.traffic.push({ at: since1970(), ...asked, bytes: 0 });
      }
      const wait = Math.max(0, openAt - performance.now()) + oneWayMs;
      up = up.then(async () => {
        if (speed) await pause(wait);
        server.write(data);
      });
    });
    const deliver = (bytes: Buffer, request: typeof asked): void => {
      line.traffic.push({ at: since1970(), ...request, bytes: bytes.length });
      client.write(bytes);
    };
    for await (const chunk of server as AsyncIterable<Buffer>) {
      const request = asked;
      if (!speed) deliver(chunk, request);
      for (let from = 0; speed && from < chunk.length; from += turnBytes) {
        const piece = chunk.subarray(from, from + turnBytes);
        await turn(piece.length, speed);
        setTimeout(() => deliver(piece, request), oneWayMs);
      }
    }
    setTimeout(() => client.end(), oneWayMs);
  };

  const listener = createServer({ noDelay: true }, (client) => {
    const server = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const [one, other] of [[client, server] as const, [server, client] as const]) {
      sockets.add(one);
      // Players leave requests that they no longer need: that is how a line is used, not a failure of it.
      one.on('error', () => other.destroy());
      one.on('close', () => sockets.delete(one));
    }
    client.on('close', () => server.destroy());
    void carry(client, server).catch(() => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');

  const line: Line = {
    port: (listener.address() as AddressInfo).port,
    speed: null,
    traffic: [],
    target,
    close: async () => {
      listener.close();
      for (const socket of sockets) socket.destroy();
      await once(listener, 'close');
    },
  };
  return line;
};

const since1970 = (): number => performance.timeOrigin + performance.now();
