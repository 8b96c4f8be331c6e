import { expect } from '@open-wc/testing';

import { dayIn, tokenWishOf, usualTokenFields } from './token-fields.ts';

const now = new Date('2026-11-29T12:00:00');
const usual = { ...usualTokenFields(now), label: 'Fair' };
const problemsOf = (change: object): string[] => {
  const wish = tokenWishOf({ ...usual, ...change }, now);
  return 'problems' in wish ? [...wish.problems] : [];
};

describe('dayIn', () => {
  it('counts days of the calendar', () => {
    expect(dayIn(0, now)).to.equal('2026-11-29');
    expect(dayIn(2, now)).to.equal('2026-12-01');
    expect(dayIn(365, now)).to.equal('2027-11-29');
  });
});

describe('tokenWishOf', () => {
  it('asks for a month and a hundred files by itself', () => {
    expect(tokenWishOf(usual, now)).to.deep.equal({
      body: {
        label: 'Fair',
        folder: null,
        origins: [],
        expiresAt: new Date('2026-12-29T23:59:59').toISOString(),
        maxFiles: 100,
        maxFileBytes: null,
        maxTotalBytes: null,
      },
    });
  });

  it('takes addresses of pages, gigabytes, and nothing as no limit', () => {
    const wish = tokenWishOf(
      {
        ...usual,
        folder: ' Fair 2026 ',
        origins: 'shop.example/upload\nhttps://*.club.example',
        maxFiles: '',
        maxFileGigabytes: '0,5',
        maxTotalGigabytes: '20',
      },
      now,
    );
    expect(wish).to.have.nested.property('body.folder', 'Fair 2026');
    expect(wish).to.have.nested.property('body.maxFiles', null);
    expect(wish).to.have.nested.property('body.maxFileBytes', 5e8);
    expect(wish).to.have.nested.property('body.maxTotalBytes', 2e10);
    expect('body' in wish && wish.body.origins).to.deep.equal([
      'https://shop.example',
      'https://*.club.example',
    ]);
  });

  it('names what cannot be read', () => {
    expect(problemsOf({ label: '  ' })).to.deep.equal(['label']);
    expect(problemsOf({ origins: 'ftp://x' })).to.deep.equal(['origins']);
    for (const lastDay of ['', '2026-11-28', '2027-11-30', 'soon', '2026-13-01']) {
      expect(problemsOf({ lastDay }), lastDay).to.deep.equal(['lastDay']);
    }
    for (const number of ['0', '-1', 'many', '1e99', 'Infinity']) {
      expect(
        problemsOf({ maxFiles: number, maxFileGigabytes: number, maxTotalGigabytes: number }),
        number,
      ).to.deep.equal(['maxFiles', 'maxFile', 'maxTotal']);
    }
  });
});
