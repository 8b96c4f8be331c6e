import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';

import express from 'express';

import { clientAddress } from './client-address.ts';

describe('clientAddress', () => {
  it('believes the header of the proxy, and nothing that a visitor may have written', async () => {
    const app = express();
    app.set('trust proxy', true);
    app.use(clientAddress('x-viewer-address'));
    app.get('/', (req, res) => void res.send(req.ip));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const seen = async (headers: Record<string, string>): Promise<string> =>
        (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers })).text();
      const forged = { 'x-forwarded-for': '6.6.6.6, 192.0.2.1' };
      assert.equal(await seen({ ...forged, 'x-viewer-address': '192.0.2.1' }), '192.0.2.1');
      assert.equal(await seen({ ...forged, 'x-viewer-address': '2001:db8::1' }), '2001:db8::1');
      assert.match(await seen(forged), /127\.0\.0\.1$/);
    } finally {
      server.close();
    }
  });
});
