import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { buffer } from 'node:stream/consumers';

import { AppError } from '../../http/app-error.ts';
import { readForm } from './form-upload.ts';

const type = 'multipart/form-data; boundary=----ours';

/** The bytes in chunks of any size, as a network cuts them. */
async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const formOf = (fields: Record<string, string>, file: Buffer | null): Buffer =>
  Buffer.concat([
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`------ours\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    ...(file
      ? [
          Buffer.from(
            '------ours\r\nContent-Disposition: form-data; name="file"; filename="a\r.mp4"\r\nContent-Type: video/mp4\r\n\r\n',
          ),
          file,
          Buffer.from('\r\n'),
        ]
      : []),
    Buffer.from('------ours--\r\n'),
  ]);

const refused = (work: Promise<unknown>, code: string): Promise<void> =>
  assert.rejects(work, (error) => error instanceof AppError && error.code === code);

describe('readForm', () => {
  it('gives the fields and the very bytes, however they are cut', async () => {
    // Whatever looks like an end inside the file is none.
    const file = Buffer.concat([randomBytes(5000), Buffer.from('\r\n------our\r\n--'), randomBytes(33)]);
    const bytes = formOf({ key: 'k', name: 'Été "1".mp4' }, file);
    for (const size of [1, 7, 64, 5000, bytes.length]) {
      const form = await readForm(type, chunked(bytes, size));
      assert.deepEqual(
        [...form.fields],
        [
          ['key', 'k'],
          ['name', 'Été "1".mp4'],
        ],
      );
      assert.deepEqual(await buffer(form.file), file);
      assert.equal(bytes.length - form.overhead, file.length);
    }
  });

  it('reads what a browser writes', async () => {
    const data = new FormData();
    data.set('key', 'k');
    data.set('file', new Blob([Buffer.alloc(300_000, 7)]), 'x.mp4');
    const request = new Request('http://a', { method: 'POST', body: data });
    const bytes = Buffer.from(await request.clone().arrayBuffer());
    const form = await readForm(request.headers.get('content-type') ?? '', chunked(bytes, 10_000));
    assert.equal((await buffer(form.file)).length, 300_000);
    assert.equal(bytes.length - form.overhead, 300_000);
  });

  it('knows an empty file', async () => {
    const form = await readForm(type, chunked(formOf({}, Buffer.alloc(0)), 50));
    assert.equal((await buffer(form.file)).length, 0);
  });

  it('refuses what is no form, or no whole one', async () => {
    const whole = formOf({ key: 'k' }, Buffer.alloc(1000));
    await refused(readForm('application/json', chunked(whole, 100)), 'unsupported_media_type');
    await refused(readForm(undefined, chunked(whole, 100)), 'unsupported_media_type');
    await refused(readForm('multipart/form-data', chunked(whole, 100)), 'unsupported_media_type');
    await refused(readForm(type, chunked(formOf({ key: 'k' }, null), 100)), 'invalid_request');
    await refused(readForm(type, chunked(Buffer.from('nonsense'), 3)), 'invalid_request');
    await refused(readForm(type, chunked(Buffer.alloc(0), 3)), 'invalid_request');
    await refused(readForm(type, chunked(formOf({ key: 'x'.repeat(40_000) }, null), 1000)), 'body_too_large');
    await refused(readForm(type, chunked(Buffer.alloc(100_000), 1000)), 'body_too_large');
    const cut = await readForm(type, chunked(whole.subarray(0, 700), 100));
    await refused(buffer(cut.file), 'invalid_request');
  });
});
