import { expect } from '@open-wc/testing';

import { fromLocalInput, timeZoneName, toLocalInput } from './local-time.ts';

describe('local time', () => {
  it('goes from the field to UTC and back, over summer time too', () => {
    for (const value of ['2026-12-24T18:05', '2027-07-01T00:00', '2027-03-28T12:30']) {
      const timestamp = fromLocalInput(value);
      expect(timestamp).to.match(/Z$/);
      expect(toLocalInput(timestamp)).to.equal(value);
    }
  });

  it('is nothing while the field is empty', () => {
    expect(fromLocalInput('')).to.equal(null);
    expect(toLocalInput(null)).to.equal('');
  });

  it('names the zone and its offset', () => {
    expect(timeZoneName('en')).to.match(/^[\w /+-]+ \((GMT|UTC).*\)$/);
  });
});
