import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { Playback } from '@vidkit/contracts/schemas/playback';

import {
  clearPage,
  createPlayback,
  createPlayer,
  inside,
  master,
  playing,
  press,
  serveApi,
  until,
  within,
} from '../testing/player-fixture.ts';
import type { VidPlayer } from '../vid-player.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';
const focused = (player: VidPlayer): Element | null | undefined => player.shadowRoot?.activeElement;
const said = (player: VidPlayer, text: string): Promise<boolean> =>
  until(() => within(player, '[role=status]').textContent?.includes(text), `"${text}" is said`);

const entry = (player: VidPlayer, text: string): Promise<HTMLElement> =>
  until(
    () =>
      [...(player.shadowRoot?.querySelectorAll<HTMLElement>('.menu-item') ?? [])].find((item) =>
        item.textContent.includes(text),
      ),
    `the entry "${text}"`,
  );

const openPage = async (player: VidPlayer, ...path: string[]): Promise<void> => {
  within(player, '.settings-button').click();
  for (const text of path) (await entry(player, text)).click();
};

describe('what the controls offer', () => {
  let api: ReturnType<typeof serveApi> | undefined;

  before(() => setViewport({ width: 900, height: 700 }));
  afterEach(() => {
    clearPage();
    api?.restore();
  });

  const open = async (overrides: Partial<Playback> = {}): Promise<VidPlayer> => {
    api = serveApi({ '/playback': [{ body: createPlayback(overrides) }] });
    const player = await playing(await createPlayer({ 'video-id': videoId }));
    player.pause();
    within(player, '.base').focus();
    return player;
  };

  describe('audio tracks', () => {
    it('can be chosen, and descriptions are named', async () => {
      const player = await playing(
        await createPlayer(
          {},
          { children: '<source src="/many-sounds" type="application/vnd.apple.mpegurl">' },
        ),
      );
      await openPage(player, 'Audio');
      const described = await entry(player, 'English, described');
      expect(described.textContent).to.include('With description');
      expect((await entry(player, 'English')).ariaChecked).to.equal('true');
      expect(player.shadowRoot?.querySelectorAll('.menu [role=menuitemradio]')).to.have.length(3);
      await expect(player).to.be.accessible();
      (await entry(player, 'Deutsch')).click();
      await until(() => player.engine?.soundLanguage === 'de', 'German is heard');
      expect((await entry(player, 'Audio')).textContent).to.include('Deutsch');
    });

    it('are no page where there is one', async () => {
      const player = await open();
      expect(player.engine?.audioTracks).to.deep.equal([]);
    });
  });

  describe('chapters', () => {
    const chapters = [0, 4000, 8000].map((startMs) => ({ startMs, title: `<b>From ${startMs}</b>` }));

    it('are a list that marks the present one and leads to each', async () => {
      const player = await open({ chapters });
      player.currentTime = 5;
      await openPage(player, 'Chapters');
      await until(() => focused(player)?.ariaChecked === 'true', 'the present one has the focus');
      expect(focused(player)?.textContent).to.include('<b>From 4000</b>').and.include('0:04');
      await expect(player).to.be.accessible();
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Enter' });
      await until(() => Math.abs(player.currentTime - 8) < 0.1, 'it seeks');
      expect(focused(player)).to.equal(within(player, '.settings-button'));
      expect(player.shadowRoot?.querySelector('.menu')).to.equal(null);
    });
  });

  describe('data saver', () => {
    it('keeps the automatic choice low while it is on, and says how low', async () => {
      const player = await open();
      await openPage(player, 'Quality');
      const saver = await entry(player, 'Data saver');
      expect(saver.textContent).to.include('Up to 180p');
      saver.click();
      await until(() => player.engine?.dataSaver, 'it is on');
      await player.play();
      player.currentTime = 6;
      await until(() => player.videoHeight === 180, 'less is loaded');
      player.pause();
      await until(() => saver.ariaChecked === 'true', 'it shows');
      expect(player.engine?.quality).to.equal(null);
      saver.click();
      await until(() => player.engine?.dataSaver === false, 'it is off');
    });
  });

  describe('A–B loop', () => {
    it('repeats a stretch that was set by keys, shows it, and can be cleared', async () => {
      const player = await open();
      player.currentTime = 3;
      press(player, '[');
      await said(player, 'Repeating 0:03 – …');
      player.currentTime = 4;
      press(player, ']');
      await said(player, 'Repeating 0:03 – 0:04');
      const mark = (await inside(player, '.seek-loop')).getBoundingClientRect();
      const bar = within(player, '.seek').getBoundingClientRect();
      expect((mark.left - bar.left) / bar.width).to.be.closeTo(3 / 12, 0.01);
      expect(mark.width / bar.width).to.be.closeTo(1 / 12, 0.01);
      let highest = 0;
      player.addEventListener('timeupdate', () => (highest = Math.max(highest, player.currentTime)));
      let seeks = 0;
      player.addEventListener('seeking', () => seeks++);
      player.currentTime = 3.2;
      await player.play();
      await until(() => seeks >= 3, 'it went back twice');
      expect(highest).to.be.below(4.3);
      player.pause();
      await openPage(player, 'More', 'Stop repeating');
      await until(() => !player.shadowRoot?.querySelector('.seek-loop'), 'it is cleared');
      await until(() => focused(player)?.matches('.menu-item'), 'the focus stays in the menu');
      await expect(player).to.be.accessible();
    });

    it('turns around ends that were set the wrong way', async () => {
      const player = await open();
      player.currentTime = 6;
      press(player, '[');
      player.currentTime = 2;
      press(player, ']');
      await said(player, 'Repeating 0:02 – 0:06');
      player.currentTime = 8;
      press(player, '[');
      await said(player, 'Repeating 0:08 – …');
    });

    it('ends with its video', async () => {
      const player = await open();
      press(player, '[');
      await inside(player, '.seek-loop');
      player.src = master;
      await player.updateComplete;
      await playing(player);
      expect(player.shadowRoot?.querySelector('.seek-loop')).to.equal(null);
    });
  });

  describe('markers', () => {
    it('stand on the timeline with their heat, are told, and can be reached by keys', async () => {
      const player = await open();
      player.markers = [{ time: 3 }, { time: 9, count: 4 }];
      await until(() => player.shadowRoot?.querySelectorAll('.seek-marker').length === 2, 'the ticks');
      expect(within(player, '.seek').querySelector('.seek-heat path')?.getAttribute('d')).to.include('M0 10');
      press(player, 'ArrowRight', { ctrlKey: true, shiftKey: true });
      press(player, 'ArrowRight', { ctrlKey: true, shiftKey: true });
      expect(player.currentTime).to.be.closeTo(9, 0.1);
      await until(
        () => within(player, '.seek-input').getAttribute('aria-valuetext')?.endsWith('4 comments'),
        'the value text',
      );
      const box = within(player, '.seek').getBoundingClientRect();
      await sendMouse({
        type: 'move',
        position: [Math.round(box.x + box.width / 4), Math.round(box.y + 10)],
      });
      await until(() => within(player, '.seek-note').textContent === '1 comment', 'the note at the pointer');
      await expect(player).to.be.accessible();
    });

    it('never break on what a page may give', async () => {
      const player = await open();
      for (const given of [null, 'x', 7, [{ time: 'x' }, null], { length: 1e9 }]) {
        Reflect.set(player, 'markers', given);
        await player.updateComplete;
      }
      expect(player.shadowRoot?.querySelectorAll('.seek-marker')).to.have.length(0);
      press(player, 'ArrowRight', { ctrlKey: true, shiftKey: true });
    });
  });

  describe('requests to the page', () => {
    it('asks for a wider player by its key, once', async () => {
      const player = await open();
      const asked: Event[] = [];
      document.addEventListener('vid-theatre-request', (event) => asked.push(event), { once: true });
      press(player, 't');
      press(player, 't', { repeat: true });
      expect(asked).to.have.length(1);
      expect(asked[0]?.cancelable && asked[0].bubbles && asked[0].composed).to.equal(true);
    });
  });

  describe('the focus', () => {
    it('stays in the player when its button folds away', async () => {
      const player = await open();
      const skip = within(player, '.skip-forward');
      skip.focus();
      const box = player.parentElement;
      if (box) box.style.inlineSize = '320px';
      await until(() => focused(player) === within(player, '.base'), 'the player has it');
    });

    it('stays in the player when its button goes', async () => {
      const children = '<track kind="captions" srclang="en" label="English" src="/media/captions.vtt">';
      const player = await playing(await createPlayer({ src: master }, { children }));
      player.pause();
      (await inside(player, '.captions-toggle')).focus();
      player.querySelector('track')?.remove();
      await until(() => focused(player) === within(player, '.base'), 'the player has it');
    });

    it('is not taken back from a page that has it', async () => {
      const player = await open();
      within(player, '.skip-forward').focus();
      const field = document.body.appendChild(document.createElement('input'));
      field.focus();
      const box = player.parentElement;
      if (box) box.style.inlineSize = '320px';
      await until(() => !within(player, '.skip-forward').checkVisibility(), 'it folds');
      await player.updateComplete;
      expect(document.activeElement).to.equal(field);
    });
  });
});
