import { faults } from './faults.js';
import { growingStream } from './growing-stream.js';
import { keyframes } from './keyframes.js';
import { liveStream } from './live-stream.js';
import { manySounds } from './many-sounds.js';
import { manifest } from './manifest.js';
import { pages } from './pages.js';

/** Milliseconds that each piece of media takes: slower than this machine, so that a clip is still loading when rights end. */
const slowness = 1000;

/** Requests by the base they came through: `{ served, refused }`. */
const counts = new Map();

/**
 * `/p/<end>.<name>/v/x/1/<file>` serves what `/media/<file>` is, slowly, until `<end>` (milliseconds since 1970), and
 * 403 from then on. `/test-rights/<name>` tells how often each happened.
 */
const rights = async (context, next) => {
  const asked = /^\/test-rights\/(\w+)$/.exec(context.path)?.[1];
  if (asked) {
    context.body = counts.get(asked) ?? { served: 0, refused: 0 };
    return undefined;
  }
  const [, end, name, file] = /^\/p\/(\d+)\.(\w+)\/v\/x\/1\/([\w.-]+)$/.exec(context.path) ?? [];
  if (!file) return next();
  const count = counts.get(name) ?? { served: 0, refused: 0 };
  counts.set(name, count);
  if (Number(end) <= Date.now()) {
    count.refused++;
    context.status = 403;
    context.body = '';
    return undefined;
  }
  count.served++;
  if (/\.(mp4|m4s)$/.test(file)) await new Promise((resolve) => setTimeout(resolve, slowness));
  context.path = `/media/${file}`;
  return next();
};

const all = [pages, manifest, faults, rights, growingStream, keyframes, manySounds, liveStream];

export const middleware = (context, next) => all.reduceRight((rest, one) => () => one(context, rest), next)();
