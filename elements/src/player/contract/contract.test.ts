import { expect } from '@open-wc/testing';

import '../../define/vid-player.ts';
import { clearPage, until } from '../testing/player-fixture.ts';
import type { VidPlayer as VidPlayerElement } from '../vid-player.ts';
import type { Create } from './behaviour.ts';
import { playback } from './playback.fixture.ts';
import { reflection } from './reflection.fixture.ts';

/** Members that every `<video>` of this browser has, with those that come from experiments. */
const members = [HTMLMediaElement.prototype, HTMLVideoElement.prototype]
  .flatMap((prototype) => Object.entries(Object.getOwnPropertyDescriptors(prototype)))
  .filter(([name]) => name !== 'constructor');

const behaviours = [...reflection, ...playback];

const creator =
  (tag: string): Create =>
  (attributes = {}) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries({ muted: '', ...attributes })) {
      element.setAttribute(name, value);
    }
    // The browser reads `muted` only while it parses.
    (element as HTMLVideoElement).muted = true;
    document.body.append(element);
    return element as HTMLVideoElement;
  };

const candidates = ['video', 'vid-player'];

for (const tag of candidates) {
  describe(`<${tag}> as a media element`, () => {
    const create = creator(tag);
    let passed = 0;

    afterEach(function () {
      if (this.currentTest?.state === 'passed') passed += 1;
      clearPage();
    });

    for (const [name, { value, ...accessor }] of members) {
      it(`has ${name}`, () => {
        const element = create();
        expect(name in element).to.equal(true);
        if (accessor.set) expect(() => Reflect.set(element, name, Reflect.get(element, name))).not.to.throw();
      });

      it(`has the native type in ${name}`, () => {
        const found = Reflect.get(create(), name) as unknown;
        expect(typeof found).to.equal(typeof Reflect.get(document.createElement('video'), name));
        if (typeof value === 'number') expect(found).to.equal(value);
      });
    }

    for (const { says, holds } of behaviours) {
      it(says, async () => {
        await holds(create);
      });
    }

    after(() =>
      console.log(`figure: <${tag}> passes ${passed} of ${2 * members.length + behaviours.length} checks`),
    );
  });
}

describe('VidPlayer and the order of things', () => {
  afterEach(clearPage);

  it('takes properties that were set before it was defined', async () => {
    const element = document.createElement('vid-player-later') as HTMLVideoElement;
    Object.assign(element, {
      volume: 0.25,
      playbackRate: 1.5,
      loop: true,
      src: '/media/clip.mp4',
      crossOrigin: 'anonymous',
      videoId: 'x',
    });
    document.body.append(element);
    const { VidPlayer } = await import('../vid-player.ts');
    customElements.define('vid-player-later', class extends VidPlayer {});
    await (element as unknown as VidPlayerElement).updateComplete;
    expect([element.volume, element.playbackRate]).to.deep.equal([0.25, 1.5]);
    expect(element.getAttribute('src')).to.equal('/media/clip.mp4');
    expect(element.hasAttribute('loop')).to.equal(true);
    expect(element.crossOrigin).to.equal('anonymous');
    expect((element as unknown as { videoId: string }).videoId).to.equal('x');
  });

  it('is muted by an attribute that is there before its first moment, and not by a later one', async () => {
    const early = document.createElement('vid-player') as unknown as HTMLVideoElement;
    early.setAttribute('muted', '');
    expect(early.muted).to.equal(true);
    const late = document.createElement('vid-player') as unknown as HTMLVideoElement;
    document.body.append(late);
    await until(() => late.shadowRoot?.firstElementChild, 'the first moment');
    late.setAttribute('muted', '');
    expect(late.muted).to.equal(false);
  });

  it('keeps what a script chose before the first moment', async () => {
    const player = document.createElement('vid-player') as unknown as HTMLVideoElement;
    player.muted = true;
    document.body.append(player);
    await until(() => player.shadowRoot?.firstElementChild, 'the first moment');
    expect(player.muted).to.equal(true);
  });

  it('can be made by createElement and cloneNode, and has no attribute that nobody gave it', async () => {
    const player = document.createElement('vid-player');
    document.body.append(player);
    await player.updateComplete;
    expect(player.getAttributeNames()).to.deep.equal([]);
    player.setAttribute('src', '/media/clip.mp4');
    const copy = player.cloneNode();
    expect((copy as HTMLVideoElement).src).to.equal(new URL('/media/clip.mp4', location.href).href);
  });
});
