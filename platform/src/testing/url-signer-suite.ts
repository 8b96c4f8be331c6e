import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { UrlSigner } from '../ports/url-signer.ts';

/** What every URL signer does. `create` is given its secrets, the current one first. */
export const describeUrlSigner = (name: string, create: (keys: readonly string[]) => UrlSigner): void => {
  describe(name, () => {
    const prefix = '/v/0198c0de-0000-7000-8000-000000000000/';
    const signer = create(['current']);
    const inAnHour = new Date(Date.now() + 3_600_000);
    const reason = (path: string, now?: Date): string => {
      const verdict = signer.verify(path, now);
      return verdict.ok ? 'ok' : verdict.reason;
    };

    it('opens everything below the prefix', () => {
      const base = signer.sign(prefix, inAnHour);
      assert.ok(base.startsWith('/p/') && base.endsWith(prefix));
      for (const rest of ['', 'master.m3u8', '3/video-1080/seg-00001.m4s', '1/captions/en.vtt']) {
        assert.deepEqual(signer.verify(`${base}${rest}`), { ok: true, path: `${prefix}${rest}` });
      }
    });

    it('lasts as long as asked and at most five minutes longer', () => {
      const base = signer.sign(prefix, inAnHour);
      assert.equal(reason(base, new Date(inAnHour.getTime() - 1)), 'ok');
      assert.equal(reason(base, new Date(inAnHour.getTime() + 300_000)), 'expired');
    });

    it('gives one path for expiries that round to the same', () => {
      const start = Math.ceil(Date.now() / 300_000) * 300_000;
      assert.equal(signer.sign(prefix, new Date(start + 1)), signer.sign(prefix, new Date(start + 299_000)));
      assert.notEqual(signer.sign(prefix, new Date(start)), signer.sign(prefix, new Date(start + 1)));
    });

    it('refuses other prefixes, expiries and signatures', () => {
      const base = signer.sign(prefix, inAnHour);
      const [, , token = ''] = base.split('/');
      const [expires = '', mac = ''] = token.split('.');
      assert.equal(reason(`/p/${token}/v/0198c0de-0000-7000-8000-000000000001/x`), 'forged');
      assert.equal(reason(`/p/${token}/w/0198c0de-0000-7000-8000-000000000000/x`), 'forged');
      assert.equal(reason(`/p/${Number(expires) + 300}.${mac}${prefix}x`), 'forged');
      assert.equal(reason(`/p/${expires}.${'A'.repeat(mac.length)}${prefix}x`), 'forged');
      assert.equal(reason(create(['other']).sign(prefix, inAnHour)), 'forged');
    });

    it('verifies under the previous secret and signs with the current one', () => {
      const rotated = create(['next', 'current']);
      assert.equal(rotated.verify(signer.sign(prefix, inAnHour)).ok, true);
      assert.equal(rotated.sign(prefix, inAnHour), create(['next']).sign(prefix, inAnHour));
    });

    it('calls everything malformed that a server might read as another path', () => {
      const base = signer.sign(prefix, inAnHour);
      const rests = [
        '../x',
        '..',
        'a/../../y',
        'a//b',
        '/x',
        '.hidden',
        '%2e%2e/x',
        'a%2fb',
        'a\\b',
        'a?b',
        'a#b',
        'ä',
        'a b',
        'a\0',
      ];
      for (const rest of rests) assert.equal(reason(`${base}${rest}`), 'malformed', rest);
      for (const path of [
        '',
        '/',
        '/v/a/b',
        '/p/',
        `/p/1.x${prefix}`,
        base.slice(1),
        `/x${base}`,
        base.slice(0, -1),
      ]) {
        assert.equal(reason(path), 'malformed', path);
      }
      assert.throws(() => signer.sign('/v/', inAnHour), TypeError);
      assert.throws(() => signer.sign('/v/../', inAnHour), TypeError);
    });
  });
};
