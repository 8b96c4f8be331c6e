import { expect } from '@open-wc/testing';

import { embedCode } from './embed-code.ts';
import { newItem, titleFrom, type UploadItem } from './upload-item.ts';
import { mediaProblem, problem } from './upload-problem.ts';
import { totalsOf } from './upload-totals.ts';

const createItem = (overrides: Partial<UploadItem> = {}): UploadItem => ({
  ...newItem('a', { name: 'a.mp4', size: 1_000 }),
  ...overrides,
});

describe('titleFrom', () => {
  it('makes a title of a file name', () => {
    expect(titleFrom('My_first.video.mp4')).to.equal('My first video');
    expect(titleFrom('Strand 2026-07-01.MOV')).to.equal('Strand 2026-07-01');
    expect(titleFrom('.mp4')).to.equal('.mp4');
    expect(titleFrom('x'.repeat(300))).to.have.length(200);
  });
});

describe('totalsOf', () => {
  it('counts what is on its way or has arrived, and forgets what failed', () => {
    const totals = totalsOf([
      createItem({ phase: 'ready', videoId: 'v', sentBytes: 1_000 }),
      createItem({ phase: 'uploading', sentBytes: 500, bytesPerSecond: 100 }),
      createItem({ phase: 'waiting' }),
      createItem({ phase: 'failed', sentBytes: 900 }),
      createItem({ phase: 'canceled' }),
    ]);
    expect(totals).to.deep.equal({
      count: 3,
      stored: 1,
      sentBytes: 1_500,
      totalBytes: 3_000,
      bytesPerSecond: 100,
      secondsLeft: 15,
      moving: true,
    });
  });
});

describe('problem', () => {
  it('says whose it is and whether to try again', () => {
    expect(problem('line_lost')).to.deep.equal({ code: 'line_lost', owner: 'connection', retryable: true });
    expect(problem('file_too_large')).to.deep.equal({
      code: 'file_too_large',
      owner: 'file',
      retryable: false,
    });
    expect(problem('internal_error').owner).to.equal('server');
    expect(mediaProblem('encoder_failed').owner).to.equal('server');
    expect(mediaProblem('still_image').owner).to.equal('file');
  });
});

describe('embedCode', () => {
  it('cannot be broken out of by a title', () => {
    const code = embedCode('https://v.example/embed/1', '"><script>alert(1)</script>');
    const frame = new DOMParser().parseFromString(code, 'text/html').body;
    expect(frame.children).to.have.length(1);
    expect(frame.querySelector('iframe')?.title).to.equal('"><script>alert(1)</script>');
  });
});
