import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';
import { refusedWith, type TusClient, tusClient } from './testing/tus-client.ts';

const MiB = 1024 ** 2;
const idIn = (address: string): string => address.slice(address.lastIndexOf('/') + 1);

describe('tus', () => {
  let api: TestApi;
  let store: WorkerStandIn;
  let ada: TestPerson;
  let eve: TestPerson;
  let tus: TusClient;

  before(async () => {
    api = await startTestApi({ MAX_FILE_BYTES: String(64 * MiB) });
    store = await WorkerStandIn.start(api);
    ada = await api.person('Ada');
    eve = await api.person('Eve');
    tus = tusClient(api.url, ada.token);
  });
  after(async () => {
    await store.stop();
    await api.stop();
  });

  const assertStored = async (id: string, bytes: Buffer): Promise<void> => {
    const video = await ada.client.call('getVideo', { params: { id } });
    assert.equal(video.status, 'processing');
    assert.deepEqual(await store.bytesOf(`sources/${id}`), bytes);
  };

  it('says what it can, also to pages of other origins', async () => {
    const answer = await fetch(tus.base, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://other.example',
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'tus-resumable, upload-offset, authorization, content-type',
      },
    });
    assert.equal(answer.status, 204);
    const { headers } = answer;
    assert.equal(headers.get('tus-version'), '1.0.0');
    assert.equal(headers.get('tus-max-size'), String(64 * MiB));
    assert.equal(
      headers.get('tus-extension'),
      'creation,creation-with-upload,termination,checksum,expiration,concatenation',
    );
    assert.match(headers.get('tus-checksum-algorithm') ?? '', /sha1/);
    assert.match(headers.get('access-control-allow-methods') ?? '', /PATCH/);
    assert.match(headers.get('access-control-allow-headers') ?? '', /Upload-Offset.*Tus-Resumable/);
    const created = await tus.send('POST', tus.base, { 'upload-length': '5' });
    for (const name of ['Location', 'Upload-Offset', 'Upload-Length', 'Upload-Expires', 'Tus-Resumable'])
      assert.match(created.headers.get('access-control-expose-headers') ?? '', new RegExp(name));
  });

  it('takes a file in bodies of any length and hands it to processing', async () => {
    const bytes = randomBytes(20 * MiB + 123);
    const address = await tus.create(bytes.length);
    let offset = 0;
    for (const length of [1, 3 * MiB, 13 * MiB + 5, 0, 7, bytes.length]) {
      const end = Math.min(offset + length, bytes.length);
      const answer = await tus.patch(address, offset, bytes.subarray(offset, end));
      assert.equal(answer.status, 204, await answer.text());
      assert.equal(answer.headers.get('upload-offset'), String(end));
      assert.equal(answer.headers.get('tus-resumable'), '1.0.0');
      offset = end;
      assert.equal(await tus.offset(address), offset);
    }
    const id = idIn(address);
    await assertStored(id, bytes);
    assert.equal((await ada.client.call('getVideo', { params: { id } })).title, 'clip');
    assert.deepEqual(await store.keys(`tails/${id}/`), []);
    // What was answered is answered again.
    assert.equal((await tus.patch(address, bytes.length, '')).status, 204);
    await refusedWith(tus.patch(address, 0, bytes), 409, 'offset_mismatch');
  });

  it('tells of an upload what there is to know', async () => {
    const metadata = `filename ${btoa('clip.mp4')},lone`;
    const address = await tus.create(10, { 'upload-metadata': metadata });
    const answer = await tus.send('HEAD', address);
    assert.equal(answer.headers.get('upload-offset'), '0');
    assert.equal(answer.headers.get('upload-length'), '10');
    assert.equal(answer.headers.get('upload-metadata'), metadata);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.ok(Date.parse(answer.headers.get('upload-expires') ?? '') > Date.now() + 6 * 24 * 3_600_000);
    const mine = await ada.client.call('listUploads');
    assert.ok(mine.items.some((upload) => upload.id === idIn(address)));
  });

  it('takes the first bytes with the creation', async () => {
    const bytes = randomBytes(9 * MiB);
    const headers = {
      'upload-length': String(bytes.length),
      'content-type': 'application/offset+octet-stream',
    };
    const first = await tus.send('POST', tus.base, headers, bytes.subarray(0, 1000));
    assert.equal(first.status, 201);
    assert.equal(first.headers.get('upload-offset'), '1000');
    const address = first.headers.get('location') ?? '';
    assert.equal((await tus.patch(address, 1000, bytes.subarray(1000))).status, 204);
    await assertStored(idIn(address), bytes);
    const whole = await tus.send('POST', tus.base, headers, bytes);
    assert.equal(whole.headers.get('upload-offset'), String(bytes.length));
    await assertStored(idIn(whole.headers.get('location') ?? ''), bytes);
  });

  it('keeps nothing of a body that differs from its checksum', async () => {
    const bytes = randomBytes(10 * MiB);
    const address = await tus.create(bytes.length);
    const sum = (algorithm: string, part: Buffer): Record<string, string> => ({
      'upload-checksum': `${algorithm} ${createHash(algorithm).update(part).digest('base64')}`,
    });
    const [a, b] = [bytes.subarray(0, 9 * MiB), bytes.subarray(9 * MiB)];
    await refusedWith(tus.patch(address, 0, a, sum('sha1', b)), 460, 'upload_checksum_mismatch');
    assert.equal(await tus.offset(address), 0);
    assert.equal((await tus.patch(address, 0, a, sum('sha256', a))).status, 204);
    await refusedWith(tus.patch(address, a.length, b, sum('md5', a)), 460, 'upload_checksum_mismatch');
    assert.equal(await tus.offset(address), a.length);
    await refusedWith(
      tus.patch(address, a.length, b, { 'upload-checksum': 'sha3 AAAA' }),
      400,
      'invalid_request',
    );
    assert.equal((await tus.patch(address, a.length, b, sum('md5', b))).status, 204);
    await assertStored(idIn(address), bytes);
  });

  it('joins pieces of any length, once', async () => {
    const bytes = randomBytes(21 * MiB + 77);
    const cuts = [0, 4 * MiB + 3, 4 * MiB + 4, 16 * MiB, bytes.length];
    const pieces = await Promise.all(
      cuts.slice(1).map(async (end, index) => {
        const part = bytes.subarray(cuts[index], end);
        const address = await tus.create(part.length, { 'upload-concat': 'partial' });
        assert.equal((await tus.patch(address, 0, part)).status, 204);
        const head = await tus.send('HEAD', address);
        assert.equal(head.headers.get('upload-concat'), 'partial');
        return address;
      }),
    );
    const join = () =>
      tus.send('POST', tus.base, {
        'upload-concat': `final;${pieces.join(' ')}`,
        'upload-metadata': `filename ${btoa('joined.mp4')}`,
      });
    const answer = await join();
    assert.equal(answer.status, 201, await answer.text());
    const address = answer.headers.get('location') ?? '';
    await assertStored(idIn(address), bytes);
    assert.equal((await ada.client.call('getVideo', { params: { id: idIn(address) } })).title, 'joined');
    assert.equal((await join()).headers.get('location'), address);
    const head = await tus.send('HEAD', address);
    assert.equal(head.headers.get('upload-offset'), String(bytes.length));
    assert.equal(head.headers.get('upload-concat'), `final;${pieces.join(' ')}`);
    assert.deepEqual(await store.keys('pieces/'), []);
    await refusedWith(tus.patch(address, bytes.length, 'x'), 403, 'upload_joined');
    await refusedWith(tus.send('DELETE', pieces[0] ?? ''), 409, 'upload_closed');
    const other = `final;${pieces[0] ?? ''}`;
    await refusedWith(tus.send('POST', tus.base, { 'upload-concat': other }), 409, 'upload_closed');
  });

  it('does not join what has not arrived, is no piece, or is not there', async () => {
    const piece = await tus.create(10, { 'upload-concat': 'partial' });
    const whole = await tus.create(10);
    const join = (list: string) => tus.send('POST', tus.base, { 'upload-concat': `final;${list}` });
    await refusedWith(join(piece), 422, 'parts_missing');
    await refusedWith(join(whole), 400, 'invalid_request');
    await refusedWith(join(`${tus.base}/0198a1b2-0000-7000-8000-00000000000a`), 404, 'not_found');
    await refusedWith(join('https://elsewhere.example/x'), 400, 'invalid_request');
    assert.equal((await tus.patch(piece, 0, '0123456789')).status, 204);
    const hers = tusClient(api.url, eve.token);
    await refusedWith(hers.send('POST', tus.base, { 'upload-concat': `final;${piece}` }), 404, 'not_found');
    await refusedWith(
      tus.send('POST', tus.base, { 'upload-concat': `final;${piece}`, 'content-type': 'x/y' }, 'bytes'),
      400,
      'invalid_request',
    );
    // A refusal leaves the pieces as they were.
    const refusedName = {
      'upload-concat': `final;${piece}`,
      'upload-metadata': `filetype ${btoa('application/pdf')}`,
    };
    await refusedWith(tus.send('POST', tus.base, refusedName), 415, 'file_type_refused');
    assert.equal((await join(piece)).status, 201);
  });

  it('keeps what had arrived when the line breaks', async () => {
    const bytes = randomBytes(12 * MiB);
    const address = await tus.create(bytes.length);
    const sent = request(address, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${ada.token}`,
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'content-length': bytes.length,
        'upload-offset': '0',
      },
    });
    sent.on('error', () => undefined);
    if (!sent.write(bytes.subarray(0, 10 * MiB + 11))) await once(sent, 'drain');
    await sleep(300);
    sent.destroy();
    await sleep(300);
    const offset = await tus.offset(address);
    assert.equal(offset, 10 * MiB + 11);
    assert.equal((await tus.patch(address, offset, bytes.subarray(offset))).status, 204);
    await assertStored(idIn(address), bytes);
  });

  it('lets the newer request go on, and loses nothing of the older one', async () => {
    const bytes = randomBytes(12 * MiB);
    const address = await tus.create(bytes.length);
    const hanging = new TransformStream<Uint8Array, Uint8Array>();
    const writer = hanging.writable.getWriter();
    const older = tus.patch(address, 0, hanging.readable);
    await writer.write(bytes.subarray(0, 9 * MiB));
    await sleep(200);
    const offset = await tus.offset(address);
    assert.equal(offset, 9 * MiB);
    await refusedWith(older, 423, 'upload_locked');
    writer.abort().catch(() => undefined);
    const [x, y] = await Promise.all([1, 2].map(() => tus.patch(address, offset, bytes.subarray(offset))));
    const statuses = [x?.status, y?.status].sort();
    assert.equal(statuses[0], 204, String(statuses));
    assert.ok([204, 409, 423].includes(statuses[1] ?? 0), String(statuses));
    await assertStored(idIn(address), bytes);
  });

  it('gives an upload up', async () => {
    const address = await tus.create(10 * MiB);
    await tus.patch(address, 0, randomBytes(1000));
    assert.equal((await tus.send('DELETE', address)).status, 204);
    assert.equal((await tus.send('HEAD', address)).status, 410);
    await refusedWith(tus.patch(address, 1000, 'x'), 410, 'upload_gone');
    assert.deepEqual(await store.keys(`tails/${idIn(address)}/`), []);
    const piece = await tus.create(10, { 'upload-concat': 'partial' });
    assert.equal((await tus.send('DELETE', piece)).status, 204);
    assert.equal((await tus.send('HEAD', piece)).status, 404);
  });

  it('goes on by POST where a proxy knows nothing else', async () => {
    const address = await tus.create(10);
    const body = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
    const patched = await tus.send('POST', address, { ...body, 'x-http-method-override': 'PATCH' }, '01234');
    assert.equal(patched.headers.get('upload-offset'), '5');
    const deleted = await tus.send('POST', address, { 'x-http-method-override': 'delete' });
    assert.equal(deleted.status, 204);
    const other = tus.send('POST', await tus.create(10), { 'x-http-method-override': 'CONNECT' });
    await refusedWith(other, 405, 'method_not_allowed');
  });

  it('finishes what arrived while nobody could', async () => {
    const bytes = randomBytes(1000);
    const address = await tus.create(bytes.length);
    const id = idIn(address);
    await tus.patch(address, 0, bytes.subarray(0, 999));
    // As a crash between the last part and the completion leaves it.
    const { key, uploadId } = await storageOf(id);
    await store.putPart({ key, uploadId }, 1, bytes);
    await api.product
      .knex('tus_upload')
      .where({ id })
      .update({ received: bytes.length, expires_at: new Date(Date.now() + 3_600_000) });
    await api.product.janitor.run();
    await assertStored(id, bytes);
    assert.equal(await tus.offset(address), bytes.length);
  });

  it('ends what nobody went on with', async () => {
    const [address, piece] = [await tus.create(10), await tus.create(10, { 'upload-concat': 'partial' })];
    await tus.patch(address, 0, 'x');
    await tus.patch(piece, 0, 'x');
    const past = { expires_at: new Date(Date.now() - 1000) };
    await api.product
      .knex('upload')
      .where({ id: idIn(address) })
      .update(past);
    await api.product
      .knex('tus_upload')
      .whereIn('id', [idIn(address), idIn(piece)])
      .update(past);
    await api.product.janitor.run();
    for (const gone of [address, piece]) assert.equal((await tus.send('HEAD', gone)).status, 410);
    const longPast = { expires_at: new Date(Date.now() - 2 * 24 * 3_600_000) };
    await api.product
      .knex('tus_upload')
      .whereIn('id', [idIn(address), idIn(piece)])
      .update(longPast);
    await api.product.janitor.run();
    for (const gone of [address, piece]) {
      assert.equal((await tus.send('HEAD', gone)).status, 404);
      assert.deepEqual(await store.keys(`tails/${idIn(gone)}/`), []);
    }
  });

  const storageOf = async (id: string): Promise<{ key: string; uploadId: string }> => {
    const row = await api.product
      .knex('upload')
      .where({ id })
      .first<{ storage_key: string; storage_upload_id: string }>();
    return { key: row.storage_key, uploadId: row.storage_upload_id };
  };
});
