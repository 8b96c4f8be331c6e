import { expect } from '@open-wc/testing';

import { clearPage, createPlayer, master, playing, until } from '../testing/player-fixture.ts';
import { listen } from '../testing/silence.ts';

const hls = 'application/vnd.apple.mpegurl';
const clip = '/media/clip.mp4';

const element = (tag: 'source' | 'track', attributes: Record<string, string>): HTMLElement => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

const english = { kind: 'captions', srclang: 'en', label: 'English', src: '/media/captions.vtt' };
const german = { kind: 'captions', srclang: 'de', label: 'Deutsch', src: '/media/captions.de.vtt' };

describe('VidPlayer and its children', () => {
  let silence: ReturnType<typeof listen>;

  beforeEach(() => {
    silence = listen();
  });
  afterEach(() => {
    clearPage();
    silence.end();
  });

  it('plays a source that comes later, in the same task as well', async () => {
    const player = await createPlayer();
    expect(player.shadowRoot?.querySelector('button')).to.equal(null);
    player.append(element('source', { src: clip, type: 'video/mp4' }));
    await player.play();
    await until(() => player.currentTime > 0.2, 'it plays');
    expect(player.currentSrc).to.equal(new URL(clip, location.href).href);
  });

  it('takes another source at rest, and offers nothing once none is left', async () => {
    const children = `<source src="/media/none.ogv" type="video/x-nothing"><source src="${clip}" type="video/mp4">`;
    const player = await createPlayer({}, { children });
    const [, second] = player.querySelectorAll('source');
    second?.setAttribute('src', master);
    second?.setAttribute('type', hls);
    await until(() => player.currentSrc.endsWith(master), 'the other source');
    await playing(player);
    player.pause();
    player.replaceChildren();
    player.load();
    await player.updateComplete;
    expect(player.currentSrc).to.equal('');
    expect(player.shadowRoot?.querySelector('[part="play-button"]')).to.equal(null);
  });

  it('prefers src, then video-id, to its children', async () => {
    const children = `<source src="${master}" type="${hls}">`;
    const player = await createPlayer({ src: clip }, { children });
    expect(player.currentSrc.endsWith(clip)).to.equal(true);
  });

  it('keeps its tracks those of its children while it plays: added, changed, removed', async () => {
    const player = await playing(await createPlayer({ src: clip }));
    const labels = (): string[] => [...player.textTracks].map(({ label }) => label);
    const track = element('track', english);
    player.append(track, element('track', german));
    await until(() => labels().length === 2, 'two tracks');
    expect(labels()).to.deep.equal(['English', 'Deutsch']);
    track.setAttribute('src', '/media/captions.de.vtt');
    await until(
      () => player.media.querySelectorAll('track[src$="captions.de.vtt"]').length === 2,
      'the change',
    );
    track.remove();
    await until(() => labels().length === 1, 'one track');
    expect(labels()).to.deep.equal(['Deutsch']);
    const { currentTime } = player;
    await until(() => player.currentTime > currentTime, 'it plays on');
  });
});
