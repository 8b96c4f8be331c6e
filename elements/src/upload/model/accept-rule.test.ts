import { expect } from '@open-wc/testing';

import { fitsAccept } from './accept-rule.ts';

describe('fitsAccept', () => {
  const clip = { name: 'Clip.MP4', type: 'video/mp4' };

  it('fits by ending, type and wildcard, in any letter case', () => {
    for (const accept of ['.mp4', 'video/mp4', 'VIDEO/*', '*/*', ' .mov , video/* '])
      expect(fitsAccept(clip, accept), accept).to.equal(true);
    for (const accept of ['.mov', 'video/webm', 'audio/*', 'image/*,.png'])
      expect(fitsAccept(clip, accept), accept).to.equal(false);
  });

  it('lets everything through where there is no rule', () => {
    for (const accept of ['', ' , ', 'video', '<b>']) expect(fitsAccept(clip, accept), accept).to.equal(true);
  });

  it('leaves to the content what the system has no type for', () => {
    expect(fitsAccept({ name: 'clip.mxf', type: '' }, 'video/*')).to.equal(true);
    expect(fitsAccept({ name: 'clip.mxf', type: '' }, '.mp4')).to.equal(false);
  });
});
