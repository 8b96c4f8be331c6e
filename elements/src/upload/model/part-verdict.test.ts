import { expect } from '@open-wc/testing';

import { verdictOn } from './part-verdict.ts';

const status = (code: number) => ({ kind: 'status', status: code, retryAfter: null }) as const;

describe('verdictOn', () => {
  it('waits out what heals by itself', () => {
    for (const code of [408, 425, 429, 500, 502, 503, 504])
      expect(verdictOn(status(code), 99)).to.equal('again');
    expect(verdictOn({ kind: 'network' }, 99)).to.equal('again');
    expect(verdictOn({ kind: 'stalled' }, 99)).to.equal('again');
  });

  it('signs again after a 403, a few times, then gives up', () => {
    expect(verdictOn(status(403), 1)).to.equal('resign');
    expect(verdictOn(status(401), 3)).to.equal('resign');
    expect(verdictOn(status(403), 4)).to.equal('give-up');
  });

  it('asks the API when the store does not know the upload', () => {
    expect(verdictOn(status(404), 1)).to.equal('ask');
    expect(verdictOn(status(409), 4)).to.equal('ask');
    expect(verdictOn(status(404), 5)).to.equal('give-up');
  });

  it('repeats a 400, which S3 gives for a slow body, a few times', () => {
    expect(verdictOn(status(400), 4)).to.equal('again');
    expect(verdictOn(status(400), 5)).to.equal('give-up');
  });

  it('does not repeat what cannot change', () => {
    for (const code of [405, 411, 413, 507]) expect(verdictOn(status(code), 1)).to.equal('give-up');
    expect(verdictOn({ kind: 'file', cause: null }, 1)).to.equal('give-up');
  });

  it('sends damaged parts again at once, but not for ever', () => {
    expect(verdictOn({ kind: 'checksum' }, 1)).to.equal('at-once');
    expect(verdictOn({ kind: 'checksum' }, 6)).to.equal('give-up');
  });
});
