import { expect } from '@open-wc/testing';
import 'media-chrome';

import '../../define/vid-player.ts';
import { clearPage, master, until } from '../testing/player-fixture.ts';
import { listen } from '../testing/silence.ts';
import type { VidPlayer } from '../vid-player.ts';

const page = (attributes: string): { player: VidPlayer; find: (selector: string) => HTMLElement } => {
  const box = document.createElement('div');
  box.innerHTML = `<media-controller>
    <vid-player slot="media" without-controls muted ${attributes}></vid-player>
    <media-control-bar>
      <media-play-button></media-play-button>
      <media-mute-button></media-mute-button>
      <media-time-range></media-time-range>
      <media-time-display showduration></media-time-display>
      <media-playback-rate-button rates="1 2"></media-playback-rate-button>
    </media-control-bar>
  </media-controller>`;
  document.body.append(box);
  const find = (selector: string): HTMLElement => {
    const found = box.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  };
  const player = box.querySelector('vid-player');
  if (!player) throw new Error('no player');
  return { player, find };
};

describe('VidPlayer in the slot of a media-controller', () => {
  let silence: ReturnType<typeof listen>;

  beforeEach(() => {
    silence = listen();
  });
  afterEach(() => {
    clearPage();
    silence.end();
  });

  for (const src of [master, '/media/clip.mp4']) {
    it(`is driven by its controls: ${src}`, async () => {
      const { player, find } = page(`src="${src}"`);
      const button = find('media-play-button');
      await until(() => button.hasAttribute('mediapaused'), 'it knows that it is paused');
      button.click();
      await until(() => player.currentTime > 0.3, 'it plays');
      await until(() => !button.hasAttribute('mediapaused'), 'the button knows it');
      expect(player.shadowRoot?.querySelector('button')).to.equal(null);

      const range = find('media-time-range');
      await until(() => Number(range.getAttribute('mediacurrenttime')) > 0.2, 'the time');
      const seconds = src === master ? 12 : 3;
      expect(Number(range.getAttribute('mediaduration'))).to.be.closeTo(seconds, 0.3);
      await until(() => range.hasAttribute('mediabuffered'), 'what is buffered');
      const input = range.shadowRoot?.querySelector('input');
      if (!input) throw new Error('no input');
      input.value = '0.5';
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      await until(() => player.currentTime >= seconds / 2, 'it seeks');
      await until(() => find('media-time-display').textContent !== null, 'the time in words');
      expect(find('media-time-display').shadowRoot?.textContent).to.include(
        `0:${src === master ? '12' : '03'}`,
      );

      find('media-mute-button').click();
      await until(() => !player.muted, 'it is heard');
      find('media-playback-rate-button').click();
      await until(() => player.playbackRate === 2, 'it is faster');
      button.click();
      await until(() => player.paused && button.hasAttribute('mediapaused'), 'it rests');
    });
  }
});
