import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

import type { S3Error } from './s3-error.ts';
import type { Answer } from './world.ts';
import { writeXml } from './xml.ts';

/** The error document of S3. */
export const errorAnswer = ({ code, message, status }: S3Error): Answer => ({
  status,
  ...(status === 304 ? {} : { body: writeXml('Error', { Code: code, Message: message }) }),
});

/** Sends an answer, or half of its body and then the end of the connection, or nothing more. */
export const send = async (
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers = {}, body }: Answer,
  after: 'all' | 'break' | 'stall' = 'all',
): Promise<void> => {
  if (body === undefined || typeof body === 'string' || req.method === 'HEAD') {
    const text = typeof body === 'string' && req.method !== 'HEAD' ? body : '';
    const length = headers['Content-Length'] ?? Buffer.byteLength(text);
    res.writeHead(status, {
      ...(text === '' ? {} : { 'Content-Type': 'application/xml' }),
      ...headers,
      ...(status === 204 || status === 304 ? {} : { 'Content-Length': length }),
    });
    res.end(text);
    return;
  }
  res.writeHead(status, headers);
  const { path, start, end } = body;
  if (start === end) {
    res.end();
    return;
  }
  const file = await open(path, 'r');
  const last = after === 'all' ? end : Math.floor((start + end) / 2);
  const source = file.createReadStream({ start, end: last - 1, highWaterMark: 256 * 1024 });
  await pipeline(source, res, { end: after === 'all' }).catch(() => undefined);
  if (after === 'break') setImmediate(() => res.destroy());
};
