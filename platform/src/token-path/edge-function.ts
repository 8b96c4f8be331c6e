import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/**
 * The text of a CloudFront Function (runtime 2.0, viewer request on `/p/*` and `/v/*`) that lets through exactly what
 * the media door here lets through, and takes the token off the path, so that all viewers share what is cached. Keys
 * are `current` and `previous` of the key value store that the function is associated with.
 */
export const edgeFunctionText = (): string => {
  const source = readFileSync(join(import.meta.dirname, 'verify.ts'), 'utf8');
  const verifier = stripTypeScriptTypes(source)
    .replace(/^export /gm, '')
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n');
  return `import cf from 'cloudfront';
import crypto from 'crypto';
${verifier.trim()}
${handler}`;
};

/** Refusals carry the CORS header: without it a player on another site cannot tell 403 from a broken line. */
const handler = `const store = cf.kvs();
const mac = (key, text) => crypto.createHmac('sha256', key).update(text).digest('base64url');
const key = (name) => store.get(name).catch(() => null);
const header = (request, name) => (request.headers[name] ? request.headers[name].value : undefined);
async function handler(event) {
  const request = event.request;
  const keys = [await key('current'), await key('previous')].filter((found) => found !== null);
  const asked = { path: request.uri, origin: header(request, 'origin'), referer: header(request, 'referer') };
  const verdict = verifyTokenPath(asked, keys, Date.now() / 1000, mac);
  if (verdict.ok) {
    request.uri = verdict.path;
    return request;
  }
  return {
    statusCode: 403,
    headers: { 'access-control-allow-origin': { value: '*' }, 'cache-control': { value: 'no-store' } },
  };
}
`;
