import type { RateLimit } from '@vidkit/platform/ports/rate-limiter';
import { type Request, type RequestHandler, type Response, Router } from 'express';

import { AppError } from '../../http/app-error.ts';
import { callerOf } from '../../http/authenticate.ts';
import { BodyBroken, bodyOf, drain } from '../../http/request-body.ts';
import type { Caller } from '../identity/principal.ts';
import { uploaderOf } from '../uploads/uploader.ts';
import { invalid, parseBytes, parseConcat, tusExtensions, tusVersion } from './tus-headers.ts';
import type { Arriving, TusService, TusView } from './tus.service.ts';
import { checksumAlgorithms, parseChecksum } from './upload-checksum.ts';

export interface TusRoutesDeps {
  publicUrl: string;
  tus: TusService;
  /** Reads `Authorization`. */
  authenticate: RequestHandler;
  takeLimit(limit: RateLimit, req: Request, caller: Caller): Promise<void>;
  /** Milliseconds without a byte after which a client is taken for gone. */
  stallMs?: number;
}

const bodyType = 'application/offset+octet-stream';
const methods = 'POST, HEAD, PATCH, DELETE, OPTIONS';
const createLimit: RateLimit = { name: 'tusCreate', points: 1000, perSeconds: 3600 };
const headers = [
  'Upload-Offset',
  'Upload-Length',
  'Upload-Metadata',
  'Upload-Concat',
  'Upload-Expires',
  'Tus-Resumable',
  'Tus-Version',
  'Tus-Extension',
  'Tus-Max-Size',
  'Tus-Checksum-Algorithm',
];

/**
 * tus 1.0.0 at `/v1/tus`: https://tus.io/protocols/resumable-upload. The last segment of an upload's address is the id of
 * its video. Errors are problems like everywhere else, with the statuses that the protocol wants.
 */
export const tusRoutes = (deps: TusRoutesDeps): Router => {
  const { publicUrl, tus } = deps;
  const base = `${publicUrl}/v1/tus`;
  const router = Router();

  router.use((req, res, next) => {
    res.set({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': ['Location', 'Retry-After', 'X-Request-Id', ...headers].join(', '),
      'cache-control': 'no-store',
      'tus-resumable': tusVersion,
    });
    if (req.method !== 'OPTIONS') {
      next();
      return;
    }
    res.set({
      'access-control-allow-methods': methods,
      'access-control-allow-headers': [
        'Authorization',
        'Content-Type',
        'Upload-Checksum',
        'X-HTTP-Method-Override',
        'X-Request-Id',
        'X-Requested-With',
        ...headers,
      ].join(', '),
      'access-control-max-age': '7200',
      'tus-version': tusVersion,
      'tus-extension': tusExtensions.join(','),
      'tus-max-size': String(tus.maxBytes),
      'tus-checksum-algorithm': checksumAlgorithms.join(','),
    });
    res.status(204).end();
  });
  router.use(overridden, requireVersion, deps.authenticate);

  router.post('/', async (req, res) => {
    const caller = callerWho(res);
    await deps.takeLimit(createLimit, req, caller);
    const uploader = uploaderOf(caller);
    const metadata = req.get('upload-metadata') ?? '';
    const concat = parseConcat(req.get('upload-concat'), base);
    if (req.get('upload-defer-length') !== undefined)
      throw invalid('Upload-Defer-Length is not among our extensions; say the length with Upload-Length.');
    if (concat.kind === 'joined') {
      if (hasBody(req)) throw invalid('An upload that is made of others takes no bytes of its own.');
      const joined = await tus.join(uploader, concat.pieces, metadata);
      describeUpload(res, joined, base);
      res.status(201).location(`${base}/${joined.id}`).end();
      return;
    }
    const size = parseBytes('Upload-Length', req.get('upload-length'));
    const withBody = hasBody(req);
    if (withBody) requireBodyType(req);
    const created = await tus.create(uploader, { kind: concat.kind, size, metadata });
    // From here on the client may learn of it, whatever becomes of the body.
    res.location(`${base}/${created.id}`);
    const view = withBody
      ? await receive(req, (arriving) => tus.append(created.id, uploader, { ...arriving, offset: 0 }))
      : created;
    describeUpload(res, view, base);
    res.status(201).end();
  });

  router.head('/:id', async (req, res) => {
    const view = await tus.find(idOf(req), uploaderOf(callerWho(res)));
    describeUpload(res, view, base);
    res.set('upload-length', String(view.size));
    if (view.metadata !== '') res.set('upload-metadata', view.metadata);
    res.status(200).end();
  });

  router.patch('/:id', async (req, res) => {
    const uploader = uploaderOf(callerWho(res));
    requireBodyType(req);
    const offset = parseBytes('Upload-Offset', req.get('upload-offset'));
    const view = await receive(req, (arriving) => tus.append(idOf(req), uploader, { ...arriving, offset }));
    describeUpload(res, view, base);
    res.status(204).end();
  });

  router.delete('/:id', async (req, res) => {
    await tus.terminate(idOf(req), uploaderOf(callerWho(res)));
    res.status(204).end();
  });

  router.all(/^/, (req) => {
    throw new AppError('method_not_allowed', undefined, {
      headers: { allow: req.path === '/' ? 'POST, OPTIONS' : 'HEAD, PATCH, DELETE, OPTIONS' },
    });
  });

  router.use((error: unknown, req: Request, res: Response, next: (error?: unknown) => void) => {
    // There is nobody to answer.
    if (error instanceof BodyBroken) res.destroy();
    else {
      drain(req);
      next(error);
    }
  });

  const receive = (
    req: Request,
    append: (arriving: Omit<Arriving, 'offset'>) => Promise<TusView>,
  ): Promise<TusView> => {
    const checksum = parseChecksum(req.get('upload-checksum'));
    const length = req.get('content-length');
    return append({
      length: length === undefined ? null : parseBytes('Content-Length', length),
      open: (signal) => {
        const body = bodyOf(req, signal, deps.stallMs);
        return checksum ? tapped(body, checksum.add) : body;
      },
      accept: checksum?.verify,
    });
  };

  return router;
};

/** For proxies that know only GET and POST. */
const overridden: RequestHandler = (req, _res, next) => {
  const method = req.get('x-http-method-override')?.toUpperCase();
  if (req.method === 'POST' && method !== undefined && ['PATCH', 'DELETE', 'HEAD'].includes(method))
    req.method = method;
  next();
};

const requireVersion: RequestHandler = (req, res, next) => {
  if (req.get('tus-resumable') !== tusVersion) {
    res.set('tus-version', tusVersion);
    throw new AppError('tus_version_unsupported');
  }
  next();
};

const callerWho = (res: Response): Caller => {
  const caller = callerOf(res);
  if (!caller)
    throw new AppError('unauthenticated', undefined, { headers: { 'www-authenticate': 'Bearer' } });
  if (caller.kind === 'person' && !caller.scopes.has('uploads:write')) {
    throw new AppError('insufficient_scope', 'This needs the scope uploads:write.', {
      headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="uploads:write"' },
    });
  }
  return caller;
};

const idOf = (req: Request): string => {
  const { id } = req.params;
  if (typeof id !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new AppError('not_found');
  return id;
};

const hasBody = (req: Request): boolean =>
  req.get('transfer-encoding') !== undefined || Number(req.get('content-length') ?? 0) > 0;

const requireBodyType = (req: Request): void => {
  if (req.get('content-type')?.toLowerCase() !== bodyType)
    throw new AppError('unsupported_media_type', `The body has to be of the type ${bodyType}.`);
};

const describeUpload = (res: Response, view: TusView, base: string): void => {
  if (view.offset !== null) res.set('upload-offset', String(view.offset));
  if (view.offset !== view.size) res.set('upload-expires', view.expiresAt.toUTCString());
  if (view.kind === 'piece') res.set('upload-concat', 'partial');
  const pieces = view.pieces?.map((id) => `${base}/${id}`);
  if (pieces) res.set('upload-concat', `final;${pieces.join(' ')}`);
};

async function* tapped(
  body: AsyncIterable<Uint8Array>,
  hear: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    hear(chunk);
    yield chunk;
  }
}
