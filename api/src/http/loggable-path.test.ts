import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { loggablePath } from './loggable-path.ts';

describe('loggablePath', () => {
  const cases = [
    ['/v1/videos/7?cursor=x', '/v1/videos/7'],
    ['/p/secret/v/7/master.m3u8', '/p/…/v/7/master.m3u8'],
    ['/confirm/secret', '/confirm/…'],
    ['/reset/secret?x=1', '/reset/…'],
    ['/v1/uppy/vut_7.secret/s3/multipart/9/1?key=k', '/v1/uppy/…/s3/multipart/9/1'],
    ['/v1/uppy/anything/s3/params', '/v1/uppy/…/s3/params'],
    ['/v1/tus/vut_018f0000-0000-7000-8000-000000000000.se-cr_et/9', '/v1/tus/vut_…/9'],
    ['/v1/uploads', '/v1/uploads'],
  ] as const;
  for (const [url, path] of cases) it(`logs ${path}`, () => assert.equal(loggablePath(url), path));
});
