import { expect } from '@open-wc/testing';

import { withRightOf } from '../engine/media-url.ts';
import { parseStoryboard, tileAt } from '../storyboard/storyboard.ts';
import { chapterAt, chapterTarget } from './chapters.ts';
import { clock } from '../../localize/clock.ts';
import { qualityBadge, qualityLabel } from './quality.ts';
import { nextRate } from './rates.ts';

describe('clock', () => {
  it('writes positions, with the digits of the whole length', () => {
    expect(clock(42)).to.equal('0:42');
    expect(clock(65.9)).to.equal('1:05');
    expect(clock(65, 725)).to.equal('01:05');
    expect(clock(42, 3723)).to.equal('0:00:42');
    expect(clock(3723)).to.equal('1:02:03');
    expect(clock(19.999999)).to.equal('0:20');
    expect(clock(NaN)).to.equal('–:––');
  });
});

describe('qualityLabel', () => {
  const quality = { id: 0, width: 1920, height: 1080, frameRate: 25, bitrate: 1 };

  it('names a rendition by its shorter side, and its rate when it is high', () => {
    expect(qualityLabel(quality)).to.equal('1080p');
    expect(qualityLabel({ ...quality, width: 1080, height: 1920 })).to.equal('1080p');
    expect(qualityLabel({ ...quality, frameRate: 59.94 })).to.equal('1080p60');
  });
});

describe('qualityBadge', () => {
  it('promises no more than there is', () => {
    const of = (width: number, height: number) =>
      qualityBadge({ id: 0, width, height, frameRate: 25, bitrate: 1 });
    expect([of(640, 360), of(1280, 720), of(1920, 1080), of(2160, 3840), of(3000, 2100)]).to.deep.equal([
      ...['', 'HD', 'HD', '4K', 'HD'],
    ]);
  });
});

describe('nextRate', () => {
  it('steps through the offered speeds and stops at the ends', () => {
    expect(nextRate(1, 1)).to.equal(1.25);
    expect(nextRate(1.1, -1)).to.equal(1);
    expect(nextRate(2, 1)).to.equal(2);
  });
});

describe('chapterTarget', () => {
  const chapters = [0, 10_000, 20_000].map((startMs) => ({ startMs, title: `From ${startMs}` }));

  it('leads to the neighbour, and first to the start of a chapter that has run for a while', () => {
    expect(chapterTarget(chapters, 12, 1)).to.equal(20);
    expect(chapterTarget(chapters, 12, -1)).to.equal(0);
    expect(chapterTarget(chapters, 15, -1)).to.equal(10);
    expect(chapterTarget(chapters, 25, 1)).to.equal(null);
    expect(chapterAt(chapters, 15)?.startMs).to.equal(10_000);
  });
});

describe('withRightOf', () => {
  it('puts the renewed token into an older address, and touches no other', () => {
    const renewed = 'https://cdn.example/p/NEW/v/1/20/master.m3u8';
    expect(withRightOf('https://cdn.example/p/OLD/v/1/10/360.mp4', renewed)).to.equal(
      'https://cdn.example/p/NEW/v/1/10/360.mp4',
    );
    expect(withRightOf('https://other.example/a.m4s', renewed)).to.equal('https://other.example/a.m4s');
    expect(withRightOf('https://cdn.example/p/OLD/v/1/10/360.mp4', 'https://x.example/a')).to.include(
      '/OLD/',
    );
  });
});

describe('parseStoryboard', () => {
  const text =
    'WEBVTT\n\n00:00.000 --> 00:02.000\ns.jpg#xywh=0,0,160,90\n\nbroken\n\n00:02.000 --> 00:04.000\ns.jpg#xywh=160,0,160,90\n';

  it('resolves sheets against the file, not the page, and skips what it cannot read', () => {
    const tiles = parseStoryboard(text, 'https://cdn.example/v/1/storyboard.vtt');
    expect(tiles).to.have.length(2);
    expect(tiles[1]?.url).to.equal('https://cdn.example/v/1/s.jpg');
    expect(tileAt(tiles, 3.5)?.x).to.equal(160);
    expect(tileAt(tiles, 99)?.x).to.equal(160);
    expect(tileAt([], 1)).to.equal(null);
  });
});
