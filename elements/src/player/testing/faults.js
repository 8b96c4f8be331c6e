/** How often each fault has happened, by its path. */
const counts = new Map();

/** Which requests each part of a stream is made of: `/media/master.m3u8` and what it names. */
const parts = {
  master: (file) => file === 'master.m3u8',
  playlist: (file) => /^v\d+\.m3u8$/.test(file),
  init: (file, range) => file.endsWith('.m4s') && range.startsWith('bytes=0-'),
  segment: (file, range) => /^v\d+\.m4s$/.test(file) && !range.startsWith('bytes=0-'),
  captions: (file) => file.startsWith('captions'),
  storyboard: (file) => file === 'storyboard.vtt',
  sprite: (file) => file === 'storyboard.jpg',
  poster: (file) => file === 'poster.jpg',
};

/**
 * `/faulty/<name>.<part>.<fault>.<times>/<file>` is `/media/<file>`, and the first `times` requests for that part go
 * wrong (0: all of them): `404`, `500` and so on, `silence` (no answer), `cut` (half of it, as if it were all),
 * `page` (an HTML page in its place), `noise` (random bytes), `typeless` (served as `text/html`).
 * `/without/<module>/…` serves the same as `/…`, except modules of that name.
 */
export const faults = async (context, next) => {
  const [, missing, rest] = /^\/without\/([\w-]+)(\/.*)$/.exec(context.path) ?? [];
  if (missing) {
    if (rest.endsWith(`/${missing}.ts`)) {
      context.status = 404;
      context.body = '';
      return undefined;
    }
    context.path = rest;
    return next();
  }
  const [, name, part, fault, times, file] =
    /^\/faulty\/(\w+)\.(\w+)\.(\w+)\.(\d+)\/([\w.-]+)$/.exec(context.path) ?? [];
  if (!name) return next();
  context.path = `/media/${file}`;
  const isMeant = parts[part](file, context.get('range'));
  const count = (counts.get(name) ?? 0) + (isMeant ? 1 : 0);
  counts.set(name, count);
  const happens = isMeant && (times === '0' || count <= Number(times));
  if (happens && fault === 'silence') return new Promise(() => undefined);
  await next();
  if (happens) fail(context, fault);
  // The test runner lets browsers keep whatever has an extension.
  context.path = '/faulty';
  return undefined;
};

const fail = (context, fault) => {
  if (fault === 'typeless') context.type = 'text/html';
  else if (fault === 'cut') context.body = context.body.subarray(0, Math.floor(context.body.length / 2));
  else if (fault === 'noise')
    context.body = Buffer.from(context.body).map((_, index) => (index * 7919) % 251);
  else {
    context.status = fault === 'page' ? 200 : Number(fault);
    context.type = 'html';
    context.body = '<!doctype html><title>Sign in</title><p>Please sign in.</p>';
  }
};
