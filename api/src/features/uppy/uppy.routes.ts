import type { RateLimit } from '@vidkit/platform/ports/rate-limiter';
import express, { type Request, type Response, Router } from 'express';
import { v7 as uuidv7 } from 'uuid';

import { AppError } from '../../http/app-error.ts';
import { pageOriginOf } from '../../http/page-origin.ts';
import { BodyBroken, bodyOf, drain } from '../../http/request-body.ts';
import type { Delegate } from '../identity/principal.ts';
import { type Uploader, uploaderOf } from '../uploads/uploader.ts';
import { readForm } from './form-upload.ts';
import { parseComplete, parseCreate, parseParams, type UppyFile } from './uppy-requests.ts';
import type { UppyService } from './uppy.service.ts';

export interface UppyRoutesDeps {
  publicUrl: string;
  uppy: UppyService;
  /** Whom an upload token lets in on this page. */
  authorizeUpload(secret: string, page: { origin: string | null }): Promise<Delegate>;
  takeLimit(limit: RateLimit, req: Request, caller: Delegate): Promise<void>;
  /** Milliseconds without a byte after which a client is taken for gone. */
  stallMs?: number;
}

const createLimit: RateLimit = { name: 'uppyCreate', points: 200, perSeconds: 3600 };
/** Uppy asks for each part by itself: a file has up to 10,000 of them. */
const signLimit: RateLimit = { name: 'uppySign', points: 20_000, perSeconds: 3600 };
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const formAgeMs = 24 * 3_600_000;

/**
 * What `@uppy/aws-s3` calls below its `companionEndpoint`, `/v1/uppy/<upload token>`: it can send no header of ours, so the
 * right is in the path, which is never logged. `uploadId` and `key` are both the id of the upload, which is that of
 * its video.
 */
export const uppyRoutes = (deps: UppyRoutesDeps): Router => {
  const { publicUrl, uppy } = deps;
  const files = `${publicUrl}/v1/uppy/files`;
  const router = Router();

  router.use((req, res, next) => {
    res.set({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Location, Retry-After, X-Request-Id',
      'cache-control': 'no-store',
    });
    if (req.method !== 'OPTIONS') {
      next();
      return;
    }
    res.set({
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': 'content-type, x-requested-with, x-request-id',
      'access-control-max-age': '7200',
    });
    res.status(204).end();
  });

  const admit = async (req: Request, secret: string | undefined, limit?: RateLimit): Promise<Uploader> => {
    const caller = await deps.authorizeUpload(secret ?? '', { origin: pageOriginOf(req) });
    if (limit) await deps.takeLimit(limit, req, caller);
    return uploaderOf(caller);
  };
  const enter = (req: Request, limit?: RateLimit): Promise<Uploader> =>
    admit(req, paramOf(req, 'token'), limit);

  router.get('/:token/s3/params', async (req, res) => {
    await enter(req, createLimit);
    const { fileName, type, title, size } = parseParams(req.query);
    const fields = {
      key: uuidv7(),
      token: paramOf(req, 'token'),
      filename: fileName,
      type,
      ...(title !== undefined && { title }),
      ...(size !== null && { size: String(size) }),
      success_action_status: '201',
    };
    res.json({ method: 'POST', url: files, fields, expires: formAgeMs / 1000 });
  });

  router.post('/:token/s3/multipart', express.json({ limit: '100kb' }), async (req, res) => {
    const uploader = await enter(req, createLimit);
    const { id } = await uppy.create(uploader, uuidv7(), parseCreate(req.body));
    res.json({ key: id, uploadId: id });
  });

  router.get('/:token/s3/multipart/:id', async (req, res) => {
    const parts = await uppy.list(idOf(req), await enter(req));
    res.json(parts.map(({ number, size, etag }) => ({ PartNumber: number, Size: size, ETag: `"${etag}"` })));
  });

  router.get('/:token/s3/multipart/:id/batch', async (req, res) => {
    const uploader = await enter(req, signLimit);
    const { partNumbers } = req.query;
    const numbers = typeof partNumbers === 'string' ? partNumbers.split(',').map(numberOf) : [];
    if (numbers.length === 0 || numbers.length > 100)
      throw new AppError('invalid_request', 'partNumbers lists 1 to 100 numbers.');
    const presignedUrls: Record<number, string> = {};
    for (const number of numbers) presignedUrls[number] = await addressOf(req, uploader, number);
    res.json({ presignedUrls });
  });

  router.get('/:token/s3/multipart/:id/:number', async (req, res) => {
    const uploader = await enter(req, signLimit);
    res.json({ url: await addressOf(req, uploader, numberOf(paramOf(req, 'number'))) });
  });

  router.put('/:token/s3/multipart/:id/:number', async (req, res) => {
    const uploader = await enter(req, signLimit);
    const number = numberOf(paramOf(req, 'number'));
    const part = { number, size: lengthOf(req) };
    const body = bodyOf(req, new AbortController().signal, deps.stallMs);
    const { etag } = await uppy.receive(idOf(req), uploader, part, body);
    res.set('etag', `"${etag}"`).status(200).end();
  });

  router.post('/:token/s3/multipart/:id/complete', express.json({ limit: '1mb' }), async (req, res) => {
    const uploader = await enter(req);
    const id = idOf(req);
    const videoId = await uppy.complete(id, uploader, parseComplete(req.body));
    res.json({ location: `${publicUrl}/watch/${videoId}`, key: id });
  });

  router.delete('/:token/s3/multipart/:id', async (req, res) => {
    await uppy.abort(idOf(req), await enter(req));
    res.json({});
  });

  // Where small files go, as to a bucket: the token is in the form.
  router.post('/files', async (req, res) => {
    const length = lengthOf(req);
    const form = await readForm(
      req.get('content-type'),
      bodyOf(req, new AbortController().signal, deps.stallMs),
    );
    const uploader = await admit(req, form.fields.get('token'), createLimit);
    const id = form.fields.get('key') ?? '';
    if (!isRecent(id))
      throw new AppError('invalid_request', 'The form has another `key` than was given for it.');
    const upload = { file: fileIn(form.fields), most: Math.max(0, length - form.overhead), body: form.file };
    await uppy.receiveWhole(uploader, id, upload);
    res.status(201).location(`${files}/${id}`).end();
  });

  /** What Uppy tells the page as the address of such a file. */
  router.get('/files/:id', (req, res) => {
    res.redirect(302, `${publicUrl}/watch/${idOf(req)}`);
  });

  const addressOf = async (req: Request, uploader: Uploader, number: number): Promise<string> => {
    const id = idOf(req);
    const direct = await uppy.sign(id, uploader, number);
    return direct ?? `${publicUrl}/v1/uppy/${paramOf(req, 'token')}/s3/multipart/${id}/${number}?key=${id}`;
  };

  router.use(() => {
    throw new AppError('not_found', 'There is nothing at this address.');
  });

  router.use((error: unknown, req: Request, res: Response, next: (error?: unknown) => void) => {
    // There is nobody to answer.
    if (error instanceof BodyBroken) res.destroy();
    else {
      drain(req);
      next(error);
    }
  });

  return router;
};

const paramOf = (req: Request, name: string): string => {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
};

/** `key` has to be what was given with the upload, where it is sent: nobody's pair of the two is believed. */
const idOf = (req: Request): string => {
  const id = paramOf(req, 'id');
  const { key } = req.query;
  if (!idPattern.test(id) || (key !== undefined && key !== id)) throw new AppError('not_found');
  return id;
};

const numberOf = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new AppError('part_number_invalid');
  return Number(text);
};

const lengthOf = (req: Request): number => {
  const header = req.get('content-length');
  if (header === undefined)
    throw new AppError('invalid_request', 'The request has to say its Content-Length.');
  return Number(header);
};

/** Ours begin with the time at which they were made. */
const isRecent = (id: string): boolean => {
  if (!idPattern.test(id) || id[14] !== '7') return false;
  const age = Date.now() - Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  return age > -60_000 && age < formAgeMs;
};

const fileIn = (fields: ReadonlyMap<string, string>): UppyFile => {
  const size = fields.get('size');
  if (size !== undefined && !/^\d{1,15}$/.test(size))
    throw new AppError('invalid_request', 'size has to be a whole number of bytes.');
  return {
    fileName: fields.get('filename') ?? 'upload',
    type: fields.get('type') ?? '',
    title: fields.get('title'),
    size: size === undefined ? null : Number(size),
    partSize: null,
  };
};
