import { html, render } from 'lit';

import {
  cameraIcon,
  checkIcon,
  codeIcon,
  keyboardIcon,
  linkIcon,
  settingsIcon,
  shareIcon,
} from '../../icons/icons.ts';
import type { Words } from '../../localize/words.ts';
import type { Commands } from '../controls/commands.ts';
import type { controlsMessages } from '../controls/controls.messages.ts';
import { menuEntry, walkMenu, type MenuEntry } from '../controls/menu-entry.ts';
import { clock } from '../../localize/clock.ts';
import type { Menu } from '../controls/menu.ts';
import type { PlayerPort } from '../model/player-port.ts';
import type { Panels } from './panels.ts';
import { copyText, embedCodeOf, momentUrl } from './share-texts.ts';

export interface ContextMenuParts {
  readonly port: PlayerPort;
  readonly base: HTMLElement;
  readonly commands: Commands;
  readonly panels: Panels;
  readonly menu: Menu;
  readonly localize: Words<typeof controlsMessages.en>;
}

/** Least distance from the edges of the window. */
const margin = 8;

const open = new WeakMap<HTMLElement, (how?: { returnFocus: boolean }) => void>();

/** The player's own context menu where the pointer is, or in the middle for a key. A second call closes it. */
export const openContextMenu = (event: MouseEvent | KeyboardEvent, parts: ContextMenuParts): void => {
  const { base } = parts;
  const present = open.get(base);
  if (present) return present();
  const before = (base.getRootNode() as ShadowRoot).activeElement;
  const closed = new AbortController();
  const menu = document.createElement('div');
  menu.className = 'menu context-menu';
  menu.part.add('menu');
  menu.popover = 'manual';

  const close = ({ returnFocus } = { returnFocus: true }): void => {
    if (closed.signal.aborted) return;
    closed.abort();
    open.delete(base);
    menu.remove();
    const back = before instanceof HTMLElement && before.isConnected ? before : base;
    if (returnFocus) back.focus({ preventScroll: true });
  };
  open.set(base, close);

  const choose = ({ run }: MenuEntry): void => {
    close();
    run?.();
  };
  render(
    html`<div role="menu" aria-label=${parts.localize.term('contextMenu')}>
      ${entriesOf(parts).map((entry) => menuEntry(entry, choose))}
    </div>`,
    menu,
  );
  base.append(menu);
  menu.showPopover();
  placeAt(menu, pointOf(event, base));

  const { signal } = closed;
  const items = [...menu.querySelectorAll<HTMLElement>('.menu-item')];
  menu.addEventListener(
    'keydown',
    (press) => {
      press.stopPropagation();
      if (walkMenu(press, items)) press.preventDefault();
      else if (press.key === 'Escape' || press.key === 'Tab') {
        if (press.key === 'Escape') press.preventDefault();
        close();
      }
    },
    { signal },
  );
  for (const type of ['click', 'dblclick', 'contextmenu'] as const) {
    menu.addEventListener(
      type,
      (inside) => {
        inside.stopPropagation();
        // A right click on ours asks for the browser's own. A key that is let go of asks for nothing more.
        if (type === 'contextmenu' && inside.button !== 2) inside.preventDefault();
      },
      { signal },
    );
  }
  const outside = (elsewhere: Event): void => {
    if (!elsewhere.composedPath().includes(menu)) close({ returnFocus: false });
  };
  // The player may be in a window of its own.
  const view = base.ownerDocument.defaultView ?? window;
  view.addEventListener('pointerdown', outside, { signal, capture: true });
  view.addEventListener('scroll', outside, { signal, capture: true, passive: true });
  for (const type of ['resize', 'blur'] as const) view.addEventListener(type, () => close(), { signal });
  items[0]?.focus({ preventScroll: true });
};

const entriesOf = ({
  port,
  base,
  commands,
  panels,
  menu,
  localize,
}: ContextMenuParts): readonly MenuEntry[] => {
  const { playback } = port;
  const copy = async (text: string): Promise<void> => {
    if (await copyText(text)) commands.tell(checkIcon, localize.term('copied'));
    // Where copying is not allowed the texts can still be taken by hand.
    else await panels.show('share');
  };
  const time = clock(port.currentTime);
  const offered = base.querySelector('.settings-button')?.checkVisibility() ?? false;
  return [
    // Where the player has no room for their button, or a look that does without.
    ...(offered ? [] : [{ label: localize.term('settings'), icon: settingsIcon, run: () => menu.toggle() }]),
    {
      ...{ label: localize.term('loop'), checked: port.element.loop, toggle: true },
      run: () => commands.toggleLoop(),
    },
    ...(playback
      ? [
          {
            ...{ label: localize.term('copyMoment', { time }), icon: linkIcon, apart: true },
            run: () => void copy(momentUrl(playback, port.currentTime)),
          },
          {
            ...{ label: localize.term('copyEmbed'), icon: codeIcon },
            run: () => void copy(embedCodeOf(playback)),
          },
          { label: localize.term('share'), icon: shareIcon, run: () => void panels.show('share') },
        ]
      : []),
    {
      ...{ label: localize.term('screenshot'), icon: cameraIcon, apart: true },
      run: () => commands.run({ do: 'screenshot' }),
    },
    {
      ...{ label: localize.term('statistics'), checked: panels.shows('statistics'), toggle: true },
      run: () => panels.toggle('statistics'),
    },
    { label: localize.term('help'), icon: keyboardIcon, run: () => void panels.show('help') },
  ];
};

/** Keys, and browsers that make an event of one, tell no useful place. */
const pointOf = (event: MouseEvent | KeyboardEvent, base: HTMLElement): { x: number; y: number } => {
  const box = base.getBoundingClientRect();
  if ('button' in event && event.button === 2) return { x: event.clientX, y: event.clientY };
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

const placeAt = (menu: HTMLElement, { x, y }: { x: number; y: number }): void => {
  const { clientWidth, clientHeight } = menu.ownerDocument.documentElement;
  const within = (start: number, size: number, edge: number): string =>
    `${Math.max(margin, Math.min(start, edge - size - margin))}px`;
  menu.style.setProperty('--x', within(x, menu.offsetWidth, clientWidth));
  menu.style.setProperty('--y', within(y, menu.offsetHeight, clientHeight || innerHeight));
};
