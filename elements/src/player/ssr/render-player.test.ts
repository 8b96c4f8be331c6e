import { aTimeout, expect } from '@open-wc/testing';

import { lateScript, openFrame } from '../testing/frame-fixture.ts';
import { clearPage, until } from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';
import { renderPlayer, renderPlayerContent } from './render-player.ts';

const attributes = { src: '/media/clip.mp4', poster: '/media/poster.jpg', muted: true } as const;
const text = '<p>What comes after</p>';

const playerIn = (page: Document): VidPlayer => {
  const player = page.querySelector<VidPlayer>('vid-player');
  if (!player) throw new Error('no player');
  return player;
};

const upgraded = (page: Document): Promise<unknown> =>
  until(() => playerIn(page).matches(':defined') && playerIn(page).hasUpdated, 'the upgrade');

describe('renderPlayer', () => {
  afterEach(clearPage);

  it('has place, poster and button before any script, and nothing moves when the element takes over', async () => {
    const { document, shifts, complaints } = await openFrame(
      `${renderPlayer(attributes)}${text}${lateScript(700)}`,
    );
    const player = playerIn(document);
    const image = await until(() => player.shadowRoot?.querySelector('img'), 'the picture');
    await until(() => image.naturalWidth > 0, 'the poster');
    expect(player.matches(':defined')).to.equal(false);
    const before = [player, image].map((element) => JSON.stringify(element.getBoundingClientRect()));
    const disc = player.shadowRoot?.querySelector('.disc')?.getBoundingClientRect();
    expect(disc?.width).to.equal(64);

    await upgraded(document);
    const poster = player.shadowRoot?.querySelector<HTMLImageElement>('img[part="poster"]');
    // At once: the picture is there already, so none of a blank frame.
    expect(poster?.complete).to.equal(true);
    const shown = player.shadowRoot?.querySelector('button .disc')?.getBoundingClientRect();
    expect([shown?.x, shown?.y, shown?.width]).to.deep.equal([disc?.x, disc?.y, disc?.width]);
    expect([player, poster].map((element) => JSON.stringify(element?.getBoundingClientRect()))).to.deep.equal(
      before,
    );
    expect(image.getClientRects()).to.have.length(0);
    await aTimeout(200);
    expect(shifts()).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    expect(await player.play()).to.equal(undefined);
  });

  it('is needed: a tag alone moves what comes after it', async () => {
    const { document, shifts } = await openFrame(
      `<vid-player src="/media/clip.mp4"></vid-player>${text}${lateScript(300)}`,
    );
    await upgraded(document);
    await until(() => shifts().length > 0, 'the shift');
  });

  it('keeps another shape, too, and a page without a style of its own', async () => {
    const { document, shifts } = await openFrame(
      `${renderPlayer({ ...attributes, 'aspect-ratio': '3/1' })}${text}${lateScript(300)}`,
    );
    const { width, height } = playerIn(document).getBoundingClientRect();
    expect(width / height).to.be.closeTo(3, 0.01);
    await upgraded(document);
    await aTimeout(100);
    expect(shifts()).to.deep.equal([]);
  });

  it('keeps the bar of the audio look, with its button where it stays', async () => {
    const { document, shifts } = await openFrame(
      `${renderPlayer({ ...attributes, look: 'audio' })}${text}${lateScript(300)}`,
    );
    const player = playerIn(document);
    const place = (selector: string): number[] => {
      const { x, y, width, height } =
        player.shadowRoot?.querySelector(selector)?.getBoundingClientRect() ?? {};
      return [x, y, width, height].map((value) => value ?? NaN);
    };
    const [disc, picture] = [place('.disc'), place('img')];
    expect(player.offsetHeight).to.equal(64);
    await upgraded(document);
    expect(place('button .disc')).to.deep.equal(disc);
    expect(place('img[part="poster"]')).to.deep.equal(picture);
    await aTimeout(100);
    expect(shifts()).to.deep.equal([]);
  });

  it('leaves its attributes and children as the server sent them, so that a framework finds them again', async () => {
    const html = renderPlayer({ ...attributes, class: 'mine', 'video-id': '' });
    const { document } = await openFrame(`${html}${lateScript(100)}`);
    const before = playerIn(document).outerHTML;
    await upgraded(document);
    await playerIn(document).play();
    await aTimeout(100);
    expect(playerIn(document).outerHTML).to.equal(before);
  });

  it('is a video with the controls of the browser where there are no scripts', async () => {
    const { document } = await openFrame(`${renderPlayer(attributes)}${text}`, { scripts: false });
    const video = await until(
      () => document.querySelector<HTMLVideoElement>('vid-player video'),
      'the video',
    );
    expect(video.controls).to.equal(true);
    expect(video.poster).to.equal(new URL('/media/poster.jpg', location.href).href);
    const box = ({ width, height }: DOMRect): number[] => [width, height];
    expect(box(video.getBoundingClientRect())).to.deep.equal(box(playerIn(document).getBoundingClientRect()));
    expect(document.elementFromPoint(320, 180)).to.equal(video);
  });

  it('leads to the watch page where only an id is known', () => {
    const given = { 'video-id': 'a/b', api: 'https://video.example.com/' };
    expect(renderPlayerContent(given)).to.include('<a href="https://video.example.com/watch/a%2Fb">');
    expect(renderPlayerContent(given, { watchUrl: '/w', watchText: 'Ansehen' })).to.include(
      '<a href="/w">Ansehen</a>',
    );
    expect(renderPlayerContent({})).to.include('<noscript></noscript>');
  });

  it('takes hostile values as text, and no hostile names', () => {
    const hostile = '"><script>alert(1)</script>';
    const html = renderPlayer(
      { src: hostile, poster: hostile, title: hostile, 'aspect-ratio': `1/1}</style>${hostile}` },
      { nonce: hostile, watchUrl: hostile, watchText: hostile, stylesheet: hostile },
    );
    expect(html).not.to.include('<script');
    expect(renderPlayer({ 'aspect-ratio': `1/1}</style>${hostile}` }, { nonce: hostile })).not.to.include(
      '<script',
    );
    for (const name of ['', 'a b', 'x>', 'onload="', '<']) {
      expect(() => renderPlayer({ [name]: 'x' }), name).to.throw(TypeError);
    }
  });

  it('writes what is set and leaves out what is not', () => {
    const html = renderPlayer({ muted: true, loop: false, poster: null, width: 640, api: undefined });
    expect(html).to.match(/^<vid-player muted width="640">/);
  });

  it('works without a style element, by a sheet of the site', () => {
    const html = renderPlayer(attributes, { stylesheet: '/player.css' });
    expect(html).to.include('<link rel="stylesheet" href="/player.css">');
    expect(html).not.to.include('<style');
  });
});
