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
import { fileName } from './screenshot.ts';
import { embedCodeOf, momentUrl } from './share-texts.ts';

const videoId = '01890a5d-ac96-774b-bcce-b302099a8057';
const focused = (player: VidPlayer): Element | null | undefined => player.shadowRoot?.activeElement;
const gone = (player: VidPlayer, selector: string): Promise<boolean> =>
  until(() => !player.shadowRoot?.querySelector(selector), `${selector} is gone`);

const labels = (player: VidPlayer, selector: string): (string | undefined)[] =>
  [...(player.shadowRoot?.querySelectorAll(selector) ?? [])].map((node) => node.textContent?.trim());

const clickEntry = async (player: VidPlayer, text: string): Promise<void> => {
  const entry = await until(
    () =>
      [...(player.shadowRoot?.querySelectorAll<HTMLElement>('.menu-item') ?? [])].find((item) =>
        item.textContent.includes(text),
      ),
    `the entry "${text}"`,
  );
  entry.click();
};

const openEntry = async (player: VidPlayer, ...path: string[]): Promise<void> => {
  within(player, '.settings-button').click();
  for (const text of path) await clickEntry(player, text);
};

/** Puts something else in the place of a method; returns the way back. */
const standIn = (target: object, name: string, value: unknown): (() => void) => {
  const real = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
  return () => {
    if (real) Object.defineProperty(target, name, real);
    else Reflect.deleteProperty(target, name);
  };
};

describe('panels', () => {
  let api: ReturnType<typeof serveApi> | undefined;

  before(() => setViewport({ width: 1000, height: 800 }));
  afterEach(() => {
    clearPage();
    api?.restore();
  });

  const open = async (overrides: Partial<Playback> = {}, { width = 720 } = {}): Promise<VidPlayer> => {
    api = serveApi({ '/playback': [{ body: createPlayback(overrides) }] });
    const player = await playing(await createPlayer({ 'video-id': videoId }, { width }));
    player.pause();
    within(player, '.base').focus();
    return player;
  };

  describe('keyboard help', () => {
    it('opens by its key, holds the focus, passes axe, and closes by the same key or Escape', async () => {
      const player = await open();
      press(player, '?');
      const dialog = await inside(player, 'dialog.help');
      await until(() => dialog.contains(focused(player) ?? null), 'the focus is in it');
      expect(dialog.textContent).to.include('Play or pause');
      expect(dialog.textContent).not.to.include('next video');
      await expect(player).to.be.accessible();
      const before = player.paused;
      press(player, 'k');
      expect(player.paused).to.equal(before);
      await sendKeys({ press: 'Escape' });
      await gone(player, 'dialog');
      expect(focused(player)).to.equal(within(player, '.base'));
    });

    it('closes by a click beside it and by its button', async () => {
      const player = await open();
      press(player, '?');
      await inside(player, 'dialog.help');
      await sendMouse({ type: 'click', position: [3, 790] });
      await gone(player, 'dialog');
      press(player, '?');
      (await inside(player, 'dialog.help .panel-close')).click();
      await gone(player, 'dialog');
    });

    it('is in the language of the page', async () => {
      document.documentElement.lang = 'ar';
      try {
        const player = await open();
        press(player, '?');
        const dialog = await inside(player, 'dialog.help');
        await until(() => dialog.getAttribute('aria-label') === 'اختصارات لوحة المفاتيح', 'Arabic');
        expect(getComputedStyle(dialog).direction).to.equal('rtl');
        await expect(player).to.be.accessible();
      } finally {
        document.documentElement.lang = 'en';
      }
    });

    it('goes with its player', async () => {
      const player = await open();
      press(player, '?');
      await inside(player, 'dialog.help');
      player.remove();
      await gone(player, 'dialog');
    });
  });

  describe('the context menu', () => {
    const rightClick = async (player: VidPlayer): Promise<HTMLElement> => {
      const box = player.getBoundingClientRect();
      await sendMouse({
        type: 'click',
        button: 'right',
        position: [Math.round(box.x + 200), Math.round(box.y + 100)],
      });
      return inside(player, '.context-menu');
    };

    it('opens where the pointer is, walks by keys, passes axe, and gives the focus back', async () => {
      const player = await open();
      const menu = await rightClick(player);
      const { x, y } = menu.getBoundingClientRect();
      const box = player.getBoundingClientRect();
      expect([Math.round(x - box.x), Math.round(y - box.y)]).to.deep.equal([200, 100]);
      expect(labels(player, '.context-menu .menu-label')).to.deep.equal([
        ...['Loop', 'Copy link at 0:00', 'Copy embed code', 'Share', 'Save picture', 'Statistics'],
        'Keyboard shortcuts',
      ]);
      expect(focused(player)?.textContent).to.include('Loop');
      await expect(player).to.be.accessible();
      await sendKeys({ press: 'End' });
      expect(focused(player)?.textContent).to.include('Keyboard');
      await sendKeys({ press: 'Escape' });
      await gone(player, '.context-menu');
      expect(focused(player)).to.equal(within(player, '.base'));
    });

    it('opens by Shift+F10 and by the menu key, and stays in the window', async () => {
      const player = await open();
      for (const [key, shiftKey] of [
        ['F10', true],
        ['ContextMenu', false],
      ] as const) {
        press(player, key, { shiftKey });
        const { right, bottom } = (await inside(player, '.context-menu')).getBoundingClientRect();
        expect(right).to.be.at.most(1000);
        expect(bottom).to.be.at.most(800);
        press(player, 'Escape');
        await gone(player, '.context-menu');
      }
    });

    it('opens once where a key comes with an event of its own', async () => {
      const player = await open();
      const event = (): MouseEvent =>
        new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true });
      press(player, 'ContextMenu');
      within(player, '.base').dispatchEvent(event());
      const menu = await inside(player, '.context-menu');
      const later = event();
      menu.querySelector('.menu-item')?.dispatchEvent(later);
      expect(later.defaultPrevented).to.equal(true);
      expect(menu.isConnected).to.equal(true);
      press(player, 'Escape');
    });

    it('leaves a finger that rests on the picture alone', async () => {
      const player = await open();
      const event = new PointerEvent('contextmenu', {
        ...{ bubbles: true, composed: true, cancelable: true, pointerType: 'touch' },
      });
      within(player, '.base').dispatchEvent(event);
      expect(event.defaultPrevented).to.equal(true);
      await player.updateComplete;
      expect(player.shadowRoot?.querySelector('.context-menu')).to.equal(null);
    });

    it('loops, and closes when somebody clicks elsewhere', async () => {
      const player = await open();
      await rightClick(player);
      await clickEntry(player, 'Loop');
      await gone(player, '.context-menu');
      expect(player.loop).to.equal(true);
      await rightClick(player);
      expect(within(player, '.context-menu [role=menuitemcheckbox]').ariaChecked).to.equal('true');
      await sendMouse({ type: 'click', position: [980, 790] });
      await gone(player, '.context-menu');
    });

    it('offers no link and no embed code where there are none', async () => {
      const player = await playing(await createPlayer({ src: master }, { width: 720 }));
      await rightClick(player);
      expect(labels(player, '.context-menu .menu-label')).to.deep.equal([
        ...['Loop', 'Save picture', 'Statistics', 'Keyboard shortcuts'],
      ]);
    });

    it('leaves the poster to the browser', async () => {
      const player = await createPlayer({ src: master });
      const event = new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true });
      within(player, '.base').dispatchEvent(event);
      expect(event.defaultPrevented).to.equal(false);
    });
  });

  describe('sharing', () => {
    it('offers the link and the code, from here on if wished, and passes axe', async () => {
      const player = await open();
      player.currentTime = 7.4;
      await openEntry(player, 'Share');
      const dialog = await inside(player, 'dialog.share');
      const values = () =>
        [...dialog.querySelectorAll('input.field')].map((field) => (field as HTMLInputElement).value);
      await until(() => focused(player)?.matches('.action'), 'the first action has the focus');
      expect(values()[0]).to.equal('https://example.com/watch/1');
      await expect(player).to.be.accessible();
      dialog.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
      await until(() => values()[0] === 'https://example.com/watch/1?t=7', 'the moment');
      expect(values()[1]).to.include('src="https://example.com/embed/1?t=7"');
      within(player, '.share-field .action').click();
      await until(
        () => /Copied|by hand/.test(dialog.querySelector('[role=status]')?.textContent ?? ''),
        'it says what became of it',
      );
      await sendKeys({ press: 'Escape' });
      await gone(player, 'dialog');
      expect(focused(player)).to.equal(within(player, '.settings-button'));
    });

    it('lets the text be taken by hand where copying is not allowed', async () => {
      const player = await open();
      const restore = standIn(navigator.clipboard, 'writeText', () =>
        Promise.reject(new DOMException('no', 'NotAllowedError')),
      );
      try {
        await openEntry(player, 'Share');
        const dialog = await inside(player, 'dialog.share');
        dialog.querySelector<HTMLElement>('.action')?.click();
        await inside(player, '.share-hint');
        const field = dialog.querySelector('input');
        expect(field?.selectionEnd).to.equal(field?.value.length);
      } finally {
        restore();
      }
    });

    it('writes addresses and code that hostile titles do not break', () => {
      const playback = {
        watchUrl: 'https://a.example/w?x=1',
        embedUrl: 'not an address',
        title: '"><script>',
      };
      expect(momentUrl(playback, 65.9)).to.equal('https://a.example/w?x=1&t=65');
      expect(momentUrl(playback, 0)).to.equal('https://a.example/w?x=1');
      expect(embedCodeOf(playback, 5)).to.include('src="not an address"').and.not.include('<script>');
    });
  });

  describe('statistics', () => {
    it('shows figures in a corner, takes no focus, and goes by the same wish', async () => {
      const player = await open();
      await openEntry(player, 'More', 'Statistics');
      const panel = await inside(player, 'section.statistics');
      expect(focused(player)).to.equal(within(player, '.settings-button'));
      await until(
        () => panel.textContent.includes('640 × 360') || panel.textContent.includes('320 × 180'),
        'the picture',
      );
      expect(panel.textContent).to.include('avc1');
      await expect(player).to.be.accessible();
      await openEntry(player, 'More', 'Statistics');
      await gone(player, 'section.statistics');
    });
  });

  describe('the transcript', () => {
    const cues = [
      { startMs: 0, endMs: 3000, text: 'The Café opens' },
      { startMs: 3000, endMs: 6000, text: 'and closes' },
      { startMs: 6000, endMs: 12_000, text: '<img src=x onerror=alert(1)> again' },
    ];
    const answer = (body: unknown): string =>
      `data:application/json,${encodeURIComponent(JSON.stringify(body))}`;
    const lines = (player: VidPlayer) => labels(player, '.transcript-line > :last-child');

    it('stands beside the picture, follows it, seeks by Enter, and passes axe', async () => {
      const player = await open({ transcriptUrl: answer({ cues }) });
      await openEntry(player, 'Transcript');
      await inside(player, 'dialog.transcript.aside');
      await until(() => lines(player).length === 3, 'the lines');
      expect(lines(player)[2]).to.equal('<img src=x onerror=alert(1)> again');
      expect(within(player, '.transcript').querySelector('img')).to.equal(null);
      await expect(player).to.be.accessible();
      await until(() => focused(player)?.matches('input'), 'the search has the focus');
      const current = within(player, '.transcript-line[tabindex="0"]');
      current.focus();
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Enter' });
      await until(() => Math.abs(player.currentTime - 3) < 0.2, 'it seeks');
      await until(() => within(player, '.transcript-line.now').textContent.includes('closes'), 'it follows');
      await sendKeys({ press: 'Escape' });
      await gone(player, 'dialog');
      expect(focused(player)).to.equal(within(player, '.settings-button'));
    });

    it('finds words without their accents and marks them', async () => {
      const player = await open({ transcriptUrl: answer({ cues }) });
      await openEntry(player, 'Transcript');
      const search = await inside<HTMLInputElement>(player, '.transcript input');
      await until(() => lines(player).length === 3, 'the lines');
      search.focus();
      await sendKeys({ type: 'cafe' });
      await until(() => lines(player).length === 1, 'one is left');
      expect(within(player, '.transcript mark').textContent).to.equal('Café');
      expect(within(player, '.transcript [role=status]').textContent?.trim()).to.equal('1 line found');
      expect(player.paused).to.equal(true);
    });

    it('reads the captions where there is nothing else', async () => {
      const player = await playing(
        await createPlayer(
          { src: master },
          {
            width: 720,
            children: '<track kind="captions" srclang="en" label="English" src="/media/captions.vtt">',
          },
        ),
      );
      player.pause();
      await openEntry(player, 'Transcript');
      await until(() => lines(player)[0] === 'Caption one', 'the cues');
    });

    for (const [what, url] of [
      ['missing', '/media/nothing.json'],
      ['no JSON', '/media/captions.vtt'],
      ['strange', 'data:application/json,[1,2]'],
    ] as const) {
      it(`says so when it is ${what}, and nothing breaks`, async () => {
        const player = await open({ transcriptUrl: new URL(url, location.href).href });
        await openEntry(player, 'Transcript');
        await until(
          () => player.shadowRoot?.querySelector('.transcript-note')?.textContent?.includes('no transcript'),
          'the note',
        );
      });
    }

    it('lies over the page where the player is small', async () => {
      const player = await open({ transcriptUrl: answer({ cues }) }, { width: 400 });
      await openEntry(player, 'Transcript');
      const dialog = await inside<HTMLDialogElement>(player, 'dialog.transcript');
      expect(dialog.matches(':modal')).to.equal(true);
      await expect(player).to.be.accessible();
    });
  });

  describe('saving the picture', () => {
    it('hands a PNG file over and says so', async () => {
      const player = await open();
      const saved = new Promise<HTMLAnchorElement>((resolve) => {
        const restore = standIn(HTMLElement.prototype, 'click', function (this: HTMLAnchorElement) {
          restore();
          resolve(this);
        });
      });
      press(player, 'u');
      const link = await saved;
      expect(link.download).to.match(/^A walk by the sea 0-0\d\.png$/);
      const blob = await (await fetch(link.href)).blob();
      expect(blob.type).to.equal('image/png');
      await until(() => within(player, '[role=status]').textContent?.includes('Picture saved'), 'it is said');
    });

    it('says when the browser refuses', async () => {
      const player = await open();
      const restore = standIn(CanvasRenderingContext2D.prototype, 'drawImage', () => {
        throw new DOMException('tainted', 'SecurityError');
      });
      try {
        press(player, 'u');
        await until(
          () => within(player, '[role=status]').textContent?.includes('cannot be saved'),
          'it is said',
        );
      } finally {
        restore();
      }
    });

    it('gives files names that every system takes', () => {
      expect(fileName('a/b:c*?"<>|\u0000d', 65)).to.equal('a b c d 1-05.png');
      expect(fileName('', 0)).to.equal('video 0-00.png');
      expect(fileName('x'.repeat(500), 0)).to.have.length(80 + ' 0-00.png'.length);
    });
  });
});
