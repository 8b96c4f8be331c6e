import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { UrlSigner } from '../ports/url-signer.ts';

/** What every URL signer does. `create` is given its secrets, the current one first. */
export const describeUrlSigner = (name: string, create: (keys: readonly string[]) => UrlSigner): void => {
  describe(name, () => {
    const prefix = '/v/0198c0de-0000-7000-8000-000000000000/';
    const site = 'https://blog.example';
    const signer = create(['current']);
    const inAnHour = new Date(Date.now() + 3_600_000);
    const reason = (path: string, from: { origin?: string; referer?: string; now?: Date } = {}): string => {
      const verdict = signer.verify({ path, ...from }, from.now);
      return verdict.ok ? 'ok' : verdict.reason;
    };

    it('opens everything below the prefix', () => {
      const base = signer.sign(prefix, inAnHour);
      assert.ok(base.startsWith('/p/') && base.endsWith(prefix));
      for (const rest of ['', 'master.m3u8', '3/video-1080/seg-00001.m4s', '1/captions/en.vtt']) {
        const verdict = signer.verify({ path: `${base}${rest}` });
        assert.deepEqual(verdict, {
          ok: true,
          path: `${prefix}${rest}`,
          expires: Math.ceil(inAnHour.getTime() / 1000),
          origin: null,
        });
      }
    });

    it('lasts as long as asked, to the second', () => {
      const base = signer.sign(prefix, inAnHour);
      assert.equal(reason(base, { now: new Date(inAnHour.getTime() - 1) }), 'ok');
      assert.equal(reason(base, { now: new Date(inAnHour.getTime() + 1000) }), 'expired');
    });

    it('gives one path for equal arguments', () => {
      const second = Math.ceil(Date.now() / 1000) * 1000;
      assert.equal(signer.sign(prefix, new Date(second)), signer.sign(prefix, new Date(second - 999)));
      assert.notEqual(signer.sign(prefix, new Date(second)), signer.sign(prefix, new Date(second + 1)));
      assert.notEqual(signer.sign(prefix, inAnHour), signer.sign(prefix, inAnHour, site));
    });

    it('opens one file alone', () => {
      const poster = signer.signFile(`${prefix}3/poster.jpg`, inAnHour);
      assert.equal(reason(poster), 'ok');
      assert.equal(reason(poster.replace('poster.jpg', 'master.m3u8')), 'forged');
      assert.equal(reason(poster.replace('.f/', '/')), 'forged');
      assert.equal(reason(`${poster}/more`), 'forged');
      for (const path of [prefix, '/v/', 'x', `${prefix}../x`]) {
        assert.throws(() => signer.signFile(path, inAnHour), TypeError);
      }
    });

    it('opens to the pages of one origin, by Origin or Referer', () => {
      const base = `${signer.sign(prefix, inAnHour, site)}x`;
      assert.equal(reason(base, { origin: site }), 'ok');
      assert.equal(reason(base, { referer: `${site}/posts/1?a=b` }), 'ok');
      assert.equal(reason(base, { referer: site }), 'ok');
      assert.equal(reason(base, { origin: site, referer: 'https://other.example/' }), 'ok');
      assert.equal(reason(base, { origin: 'https://other.example', referer: `${site}/` }), 'forged');
      assert.equal(reason(base, { origin: `${site}:8443` }), 'forged');
      assert.equal(reason(base, { referer: `${site}.evil.example/` }), 'forged');
      assert.equal(reason(base, { referer: 'https://blog.example@evil.example/' }), 'origin_missing');
      assert.equal(reason(base), 'origin_missing');
      assert.equal(reason(base, { origin: 'null' }), 'origin_missing');
      assert.equal(reason(base, { origin: 'null', referer: `${site}/` }), 'origin_missing');
      assert.equal(reason(base.replace('.o/', '/'), { origin: site }), 'forged');
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
      assert.equal(rotated.verify({ path: signer.sign(prefix, inAnHour) }).ok, true);
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
