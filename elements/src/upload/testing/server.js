import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { URLSearchParams } from 'node:url';
import { crc32 } from 'node:zlib';

/**
 * The upload half of the API and a multipart store with signed part URLs, for tests in a browser: exact sizes,
 * ETags, CRC-32, expiry, ListParts, and faults on demand. Each test has a world of its own, named by its token
 * `upload-test-<name>`; `POST /upload-test/<name>` changes that world's rules, `GET` reads what happened.
 */
const worlds = new Map();
const key = randomBytes(16);

const defaults = {
  partSize: 65_536,
  /** Parts are as large as the client wishes. */
  obliging: false,
  maxFileBytes: 1e12,
  /** Parts signed with the create call. */
  signAhead: 100,
  /** Bytes a second that each part may take; 0 is as fast as it goes. */
  pace: 0,
  /** Milliseconds between two steps of processing; five steps make a video. */
  step: 40,
  /** A media failure code, for videos that cannot be processed. */
  failure: null,
  visibility: 'private',
  /** `{ on, number?, times, act, retryAfter? }`: what goes wrong, and how often. */
  faults: [],
  /** Tokens that are refused. */
  signedOut: false,
};

const worldOf = (name) => {
  if (!worlds.has(name)) {
    worlds.set(name, {
      name,
      rules: { ...defaults, faults: [] },
      uploads: new Map(),
      videos: new Map(),
      created: new Map(),
      log: [],
      streams: 0,
    });
  }
  return worlds.get(name);
};

const takeFault = (world, on, number) => {
  const fault = world.rules.faults.find(
    (one) => one.on === on && one.times > 0 && (one.number === undefined || one.number === number),
  );
  if (fault) fault.times -= 1;
  return fault ?? null;
};

const problem = (ctx, status, code) => {
  ctx.status = status;
  ctx.type = 'application/problem+json';
  ctx.body = JSON.stringify({
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: code,
    requestId: 'test',
  });
};

const answer = (ctx, body, status = 200) => {
  ctx.status = status;
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(body);
};

const readBody = async (request) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const readJson = async (request) => JSON.parse((await readBody(request)).toString() || '{}');

const sizeOf = (upload, number) => Math.min(upload.partSize, upload.size - (number - 1) * upload.partSize);

const signature = (text) => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);

const sign = (world, upload, { number, checksum = '' }) => {
  const size = sizeOf(upload, number);
  const path = `/upload-test-store/${world.name}/${upload.id}/${number}`;
  const epoch = upload.epoch;
  const query = new URLSearchParams({
    size,
    epoch,
    checksum,
    signature: signature(`${path} ${size} ${epoch} ${checksum}`),
  });
  return {
    number,
    size,
    url: `${path}?${query}`,
    headers: checksum ? { 'x-amz-checksum-crc32': checksum } : {},
    expiresAt: new Date(Date.now() + 900_000).toISOString(),
  };
};

const shown = (upload) => ({
  id: upload.id,
  videoId: upload.videoId,
  fileName: upload.fileName,
  size: upload.size,
  type: upload.type,
  fingerprint: upload.fingerprint ?? null,
  state: upload.state,
  partSize: upload.partSize,
  partCount: upload.partCount,
  storedParts: [...upload.parts.values()].sort((a, b) => a.number - b.number),
  createdAt: upload.createdAt,
  expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
});

const base64Crc = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
};

const fault = async (ctx, { act, code, retryAfter }) => {
  if (act === 'drop') {
    ctx.respond = false;
    ctx.req.socket.destroy();
    return;
  }
  if (act === 'stall') {
    ctx.respond = false;
    await sleep(60_000, undefined, { ref: false });
    ctx.req.socket.destroy();
    return;
  }
  if (retryAfter) ctx.set('retry-after', String(retryAfter));
  const usual = {
    403: ctx.path.startsWith('/v1/') ? 'insufficient_scope' : 'signature_expired',
    404: 'object_missing',
  };
  problem(ctx, act, code ?? usual[act] ?? 'unavailable');
};

const putPart = async (ctx, world, uploadId, number) => {
  const upload = world.uploads.get(uploadId);
  const { size, epoch, checksum, signature: given } = ctx.query;
  world.log.push({ call: 'part', number, checksum });
  const failing = takeFault(world, 'part', number);
  if (failing && ['drop', 'stall'].includes(failing.act)) return fault(ctx, failing);
  let crc = 0;
  let length = 0;
  for await (const chunk of ctx.req) {
    crc = crc32(chunk, crc);
    length += chunk.length;
    if (world.rules.pace > 0) await sleep((1_000 * chunk.length) / world.rules.pace);
  }
  if (failing && typeof failing.act === 'number') return fault(ctx, failing);
  if (signature(`${ctx.path} ${size} ${epoch} ${checksum}`) !== given)
    return problem(ctx, 403, 'signature_invalid');
  if (ctx.get('x-amz-checksum-crc32') !== checksum) return problem(ctx, 403, 'signature_invalid');
  if (Number(epoch) !== upload.epoch) return problem(ctx, 403, 'signature_expired');
  if (length !== Number(size)) return problem(ctx, 400, 'length_mismatch');
  if (upload.state !== 'open') return problem(ctx, 404, 'object_missing');
  if (failing?.act === 'corrupt') crc ^= 1;
  if (checksum && checksum !== base64Crc(crc)) return problem(ctx, 422, 'checksum_mismatch');
  const part = {
    number,
    size: length,
    etag: `"${signature(`${number} ${crc} ${length}`)}"`,
    checksum: base64Crc(crc),
  };
  upload.parts.set(number, part);
  ctx.set('etag', failing?.act === 'lie' ? '"0"' : part.etag);
  ctx.set('x-amz-checksum-crc32', part.checksum);
  ctx.status = 200;
  ctx.body = '';
};

const createUpload = async (ctx, world) => {
  const body = await readJson(ctx.req);
  const idempotency = ctx.get('idempotency-key');
  const { obliging, maxFileBytes, signAhead, visibility } = world.rules;
  const partSize = obliging ? body.partSize : world.rules.partSize;
  if (body.size > maxFileBytes) return problem(ctx, 413, 'file_too_large');
  let upload = world.created.get(idempotency);
  if (!upload) {
    const id = randomUUID();
    upload = {
      ...body,
      type: body.type ?? '',
      id,
      videoId: body.videoId ?? id,
      state: 'open',
      partSize,
      partCount: Math.ceil(body.size / partSize),
      parts: new Map(),
      epoch: 0,
      createdAt: new Date().toISOString(),
    };
    world.created.set(idempotency, upload);
    world.uploads.set(upload.id, upload);
    world.videos.set(upload.videoId, {
      id: upload.videoId,
      title: body.title ?? body.fileName,
      description: '',
      language: null,
      status: 'uploading',
      playable: false,
      progress: null,
      failure: null,
      posterUrl: null,
      visibility,
      version: 1,
      listeners: new Set(),
    });
  }
  const checksums = body.partSize === partSize ? body.checksums : [];
  const parts = Array.from({ length: Math.min(signAhead, upload.partCount) }, (_, index) => ({
    number: index + 1,
    checksum: checksums[index],
  }));
  answer(ctx, { ...shown(upload), parts: parts.map((part) => sign(world, upload, part)) }, 201);
};

const complete = async (ctx, world, upload) => {
  const { parts } = await readJson(ctx.req);
  if (upload.state !== 'open') return problem(ctx, 409, 'upload_closed');
  if (parts.length !== upload.partCount) return problem(ctx, 422, 'parts_missing');
  for (const { number, etag, checksum } of parts) {
    const stored = upload.parts.get(number);
    if (!stored) return problem(ctx, 422, 'parts_missing');
    if (stored.etag.replaceAll('"', '') !== etag || stored.size !== sizeOf(upload, number)) {
      return problem(ctx, 422, 'part_mismatch');
    }
    if (checksum !== undefined && stored.checksum !== checksum) return problem(ctx, 422, 'checksum_mismatch');
  }
  upload.state = 'stored';
  void processVideo(world, world.videos.get(upload.videoId));
  if (takeFault(world, 'complete-answer')) return fault(ctx, { act: 'drop' });
  answer(ctx, { videoId: upload.videoId, status: 'processing' });
};

const change = (video, patch) => {
  Object.assign(video, patch, { version: video.version + 1 });
  const { id, status, playable, progress, failure, version } = video;
  for (const tell of video.listeners) {
    tell({ type: 'video', videoId: id, status, playable, progress, failure, version });
  }
};

const processVideo = async (world, video) => {
  change(video, { status: 'processing', progress: { stage: 'queued', percent: 0, secondsLeft: null } });
  for (let n = 1; n <= 5; n++) {
    await sleep(world.rules.step, undefined, { ref: false });
    if (n === 2 && world.rules.failure) {
      const failure = { code: world.rules.failure, detail: world.rules.failure };
      return change(video, { status: 'failed', progress: null, failure });
    }
    const stage = n < 3 ? 'first_rendition' : 'renditions';
    change(video, { playable: n >= 4, progress: { stage, percent: n * 18, secondsLeft: (6 - n) * 4 } });
  }
  change(video, { status: 'ready', playable: true, progress: null });
};

const follow = (ctx, world, video) => {
  ctx.respond = false;
  world.log.push({ call: 'follow' });
  ctx.res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  ctx.res.write(': hello\n\n');
  const tell = (frame) => ctx.res.write(`data: ${JSON.stringify(frame)}\n\n`);
  video.listeners.add(tell);
  ctx.req.on('close', () => video.listeners.delete(tell));
};

const shownVideo = (video) => ({ ...video, listeners: undefined });

const patchVideo = async (ctx, video) => {
  if (ctx.get('if-match') !== `"v${video.version}"`) return problem(ctx, 412, 'version_conflict');
  change(video, await readJson(ctx.req));
  answer(ctx, shownVideo(video));
};

const api = async (ctx, world, next) => {
  const [, , room, id, more] = ctx.path.split('/');
  const upload = world.uploads.get(id);
  const video = world.videos.get(id);
  const call = `${ctx.method} ${room}${id ? '/:id' : ''}${more ? `/${more}` : ''}`;
  world.log.push({ call, title: video?.title });
  const failing = takeFault(world, call);
  if (failing) return fault(ctx, failing);
  if (call === 'GET limits')
    return answer(ctx, {
      maxFileBytes: world.rules.maxFileBytes,
      maxDurationMs: 1e9,
      acceptedTypes: [],
      acceptedContainers: ['mp4', 'webm'],
      refusedCodecs: [],
    });
  if (world.rules.signedOut) return problem(ctx, 401, 'unauthenticated');
  if (call === 'POST uploads') return createUpload(ctx, world);
  if (room === 'uploads' && id && !upload) return problem(ctx, 404, 'not_found');
  if (room === 'videos' && !video) return problem(ctx, 404, 'not_found');
  switch (call) {
    case 'GET uploads':
      return answer(ctx, {
        items: [...world.uploads.values()].filter(({ state }) => state === 'open').map(shown),
        nextCursor: null,
      });
    case 'GET uploads/:id':
      return answer(ctx, shown(upload));
    case 'DELETE uploads/:id':
      upload.state = 'aborted';
      ctx.status = 204;
      return;
    case 'POST uploads/:id/parts': {
      const { parts } = await readJson(ctx.req);
      if (upload.state !== 'open') return problem(ctx, 409, 'upload_closed');
      return answer(ctx, { parts: parts.map((part) => sign(world, upload, part)) });
    }
    case 'POST uploads/:id/complete':
      return complete(ctx, world, upload);
    case 'GET videos/:id':
      return answer(ctx, shownVideo(video));
    case 'PATCH videos/:id':
      return patchVideo(ctx, video);
    case 'GET videos/:id/events':
      return follow(ctx, world, video);
    case 'GET videos/:id/playback':
      return answer(ctx, {
        watchUrl: `https://video.example.com/watch/${id}`,
        embedUrl: `https://video.example.com/embed/${id}`,
        poster: null,
      });
    default:
      return next();
  }
};

/** Reads or changes a world from a test. */
const control = async (ctx, world) => {
  if (ctx.method === 'POST') {
    const { expire, abort, forgetPart, ...rules } = await readJson(ctx.req);
    Object.assign(world.rules, rules);
    for (const upload of world.uploads.values()) {
      if (expire) upload.epoch += 1;
      if (abort) upload.state = 'aborted';
      if (forgetPart) upload.parts.delete(forgetPart);
    }
  }
  answer(ctx, {
    log: world.log,
    uploads: [...world.uploads.values()].map(shown),
    videos: [...world.videos.values()].map(shownVideo),
  });
};

export const middleware = async (ctx, next) => {
  const [, first, name, uploadId, number] = ctx.path.split('/');
  if (first === 'upload-test') return control(ctx, worldOf(name));
  if (first === 'upload-test-store') return putPart(ctx, worldOf(name), uploadId, Number(number));
  const token = /^Bearer upload-test-(.+)$/.exec(ctx.get('authorization'))?.[1];
  if (first === 'v1' && token) return api(ctx, worldOf(token), next);
  return next();
};
