import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type Json, JsonService, ServiceRefusal } from './json-service.ts';

export interface Emulator {
  /** In front of the emulator, where requests can be told to go wrong. */
  readonly service: JsonService;
  stop(): Promise<void>;
}

/** An emulator on loopback behind a line that can be told to fail. */
export const startEmulator = async (
  server: Server,
  { target, contentType }: { target: string; contentType: string },
): Promise<Emulator> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const service = await JsonService.start({
    target,
    contentType,
    act: async (action, input) => {
      const answer = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        headers: { ...signature, 'content-type': contentType, 'x-amz-target': `${target}.${action}` },
        body: JSON.stringify(input),
      });
      const text = await answer.text();
      const body = (text === '' ? {} : JSON.parse(text)) as Json;
      if (answer.ok) return body;
      throw new ServiceRefusal(
        String(body['__type']),
        String(body['message'] ?? body['Message']),
        answer.status,
      );
    },
  });
  return {
    service,
    stop: async () => {
      await service.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Emulators look whether there is one, and not whether it is right. */
const signature = {
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/x/aws4_request, SignedHeaders=host, Signature=0',
};
