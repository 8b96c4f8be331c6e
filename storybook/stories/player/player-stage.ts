import type { StoryContext } from '@storybook/web-components-vite';
import '@vidkit/elements/define/vid-player';
import type { VidPlayer } from '@vidkit/elements/player';
import { html } from 'lit';
import { expect } from 'storybook/test';

import { videoId } from '../../mocks/ids.ts';
import { apiOf } from '../../stage/apis.ts';
import { elementIn, eventually, inside } from '../../stage/elements.ts';

/** A player of the story's own video, without sound. */
export const storyPlayer = (_: unknown, context: StoryContext) =>
  html`<vid-player api=${apiOf(context)} video-id=${videoId} muted></vid-player>`;

/** Plays until the picture moves, and stops at `seconds`, so that picture and controls rest. */
export const pausedAt = async (canvas: HTMLElement, seconds = 1): Promise<VidPlayer> => {
  const element = elementIn(canvas, 'vid-player');
  await element.play();
  await eventually(() => expect(element.currentTime).toBeGreaterThan(0.2));
  await inside(element, '.controls');
  element.pause();
  element.currentTime = seconds;
  return element;
};

/** Opens the settings and follows their entries by name. */
export const choose = async (element: VidPlayer, ...path: RegExp[]): Promise<void> => {
  (await inside(element, '.settings-button')).click();
  await inside(element, '.menu [role=menu]');
  for (const name of path) {
    await eventually(() => {
      const entries = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.menu .menu-item') ?? [])];
      const found = entries.find(({ textContent }) => name.test(textContent));
      if (!found) throw new Error(`the menu has no ${name}`);
      found.click();
    });
  }
};

/** Presses a key in the player. */
export const press = (element: VidPlayer, key: string): void => {
  element.shadowRoot
    ?.querySelector('.base')
    ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
};
