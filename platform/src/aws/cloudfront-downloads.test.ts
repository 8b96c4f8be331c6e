import assert from 'node:assert/strict';
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';

import { CloudFrontDownloads, type DownloadLimits } from './cloudfront-downloads.ts';

const origin = 'https://media.example.com';
const pem = { type: 'pkcs8', format: 'pem' } as const;
const pairs = {
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EC: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
};

/** Judges an address as CloudFront's documentation says that it does; CloudFront itself was not asked. */
const judge = (signed: string, kind: keyof typeof pairs) => {
  const url = new URL(signed);
  const take = (name: string): string | null => {
    const value = url.searchParams.get(name);
    return value;
  };
  const decode = (text: string): Buffer =>
    Buffer.from(text.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/'), 'base64');
  const [expires, custom, signature] = ['Expires', 'Policy', 'Signature'].map(take);
  const resource = signed.slice(0, signed.search(/[?&](Expires|Policy)=/));
  const canned = `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires ?? ''}}}}]}`;
  const policy = custom ? decode(custom).toString() : canned;
  const verify = createVerify(take('Hash-Algorithm') === 'SHA256' ? 'sha256' : 'sha1').update(policy);
  return {
    ok: verify.verify(pairs[kind].publicKey, decode(signature ?? '')),
    policy: JSON.parse(policy),
    keyPairId: take('Key-Pair-Id'),
    disposition: take('response-content-disposition') ?? '',
    path: url.pathname,
  };
};

const sign = (kind: keyof typeof pairs, fileName: string, limits: Partial<DownloadLimits> = {}) =>
  new CloudFrontDownloads({
    origin,
    keyPairId: 'K123',
    privateKey: pairs[kind].privateKey.export(pem) as string,
  }).sign('sources/a.mp4', fileName, { expiresInSeconds: 60, ...limits });

describe('CloudFrontDownloads', () => {
  for (const kind of ['RSA', 'EC'] as const) {
    it(`signs with a key of ${kind}, by the policy that CloudFront makes up itself`, () => {
      const { url, expiresAt } = sign(kind, 'film.mp4');
      const judged = judge(url, kind);
      assert.ok(judged.ok);
      assert.deepEqual([judged.keyPairId, judged.path], ['K123', '/sources/a.mp4']);
      assert.equal(new URL(url).searchParams.get('Policy'), null);
      assert.equal(
        judged.policy.Statement[0].Condition.DateLessThan['AWS:EpochTime'],
        expiresAt.getTime() / 1000,
      );
      assert.ok(!judge(url.replace('a.mp4', 'b.mp4'), kind).ok, 'another file');
      assert.ok(!judge(url.replace('film', 'file'), kind).ok, 'another name');
      const later = url.replace(/Expires=\d+/, (text) => `${text}0`);
      assert.ok(!judge(later, kind).ok, 'another time');
    });

    it(`signs with a key of ${kind} for a network and from a moment on`, () => {
      const from = new Date(Date.now() + 5000);
      const { url } = sign(kind, 'film.mp4', { network: '192.0.2.0/24', from });
      const { ok, policy } = judge(url, kind);
      assert.ok(ok);
      assert.deepEqual(policy.Statement[0].Condition.IpAddress, { 'AWS:SourceIp': '192.0.2.0/24' });
      assert.equal(
        policy.Statement[0].Condition.DateGreaterThan['AWS:EpochTime'],
        Math.round(from.getTime() / 1000),
      );
    });
  }

  for (const name of [
    'a"b\r\nSet-Cookie: x=y.mp4',
    '../../etc/passwd',
    '日本 & 100%?x=1#y.mp4',
    `*?'()!.mp4`,
    '"}],"Condition":{}',
    '\ud800.mp4',
    '',
  ]) {
    it(`keeps the name ${JSON.stringify(name)} inside of its parameter`, () => {
      const { url } = sign('RSA', name);
      const { ok, policy, disposition } = judge(url, 'RSA');
      assert.ok(ok);
      assert.match(url, /^[\w.~%:/?=&-]+$/);
      assert.match(disposition, /^attachment; filename="[^"\r\n/]+"; filename\*=UTF-8''/);
      assert.deepEqual(Object.keys(policy.Statement[0].Condition), ['DateLessThan']);
      assert.ok(policy.Statement[0].Resource.startsWith(`${origin}/sources/a.mp4?`));
    });
  }

  it('refuses keys that are not ours, and networks that are none', () => {
    const { privateKey } = pairs.RSA;
    const downloads = new CloudFrontDownloads({
      origin,
      keyPairId: 'K',
      privateKey: privateKey.export(pem) as string,
    });
    for (const key of ['../a', 'a b', 'a?x', '*', ''])
      assert.throws(() => downloads.sign(key, 'x', { expiresInSeconds: 60 }), { code: 'invalid_key' });
    assert.throws(() => sign('RSA', 'x', { network: '300.1.1.1' }), /invalid/);
  });

  it('refuses private keys that CloudFront does not take', () => {
    for (const { privateKey } of [
      generateKeyPairSync('ed25519'),
      generateKeyPairSync('ec', { namedCurve: 'P-384' }),
      generateKeyPairSync('rsa', { modulusLength: 1024 }),
    ]) {
      const key = privateKey.export(pem) as string;
      assert.throws(() => new CloudFrontDownloads({ origin, keyPairId: 'K', privateKey: key }), TypeError);
    }
    assert.throws(() => new CloudFrontDownloads({ origin, keyPairId: 'K', privateKey: 'none' }));
  });
});
