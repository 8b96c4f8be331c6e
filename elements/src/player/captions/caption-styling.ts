import type { ReactiveController } from 'lit';

import {
  captionProperties,
  captionSizeBy,
  captionStyleOf,
  defaultCaptionStyle,
  isDefaultCaptionStyle,
  nativeCueRule,
  nextCaptionOpacity,
  type CaptionStyle,
} from '../model/caption-style.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { preferencesOf, type Preferences } from '../model/preferences.ts';

/** Tells the players of a page of each other's changes, so that captions look the same in all of them. */
const changes = new EventTarget();

/**
 * Draws the captions of one player as its viewer wants them, and keeps that for the next video. Loaded when there is a
 * wish: one that was kept, or a new one.
 */
export class CaptionStyling implements ReactiveController {
  style: CaptionStyle = defaultCaptionStyle;
  readonly #base: HTMLElement;
  readonly #preferences: Preferences;
  /** For a phone's own full screen, where the browser draws. */
  readonly #nativeSheet = new CSSStyleSheet();

  constructor({ element }: PlayerPort, base: HTMLElement) {
    this.#base = base;
    this.#preferences = preferencesOf(element);
    element.shadowRoot?.adoptedStyleSheets.push(this.#nativeSheet);
    element.addController(this);
  }

  hostConnected(): void {
    changes.addEventListener('change', this.#apply);
    this.#apply();
  }

  hostDisconnected(): void {
    changes.removeEventListener('change', this.#apply);
  }

  change(change: Partial<CaptionStyle>): void {
    this.#preferences.set('captionStyle', { ...this.style, ...change });
    changes.dispatchEvent(new Event('change'));
  }

  /** One size up or down; answers with it in per cent. */
  sizeBy(steps: 1 | -1): number {
    const size = captionSizeBy(this.style, steps);
    this.change({ size });
    return size;
  }

  /** The next opacity of the text or of the window, in a round; answers with it in per cent. */
  nextOpacity(of: 'text' | 'window'): number {
    const opacity = nextCaptionOpacity(this.style, of);
    this.change(of === 'text' ? { opacity } : { windowOpacity: opacity });
    return opacity;
  }

  reset(): void {
    this.change(defaultCaptionStyle);
  }

  readonly #apply = (): void => {
    this.style = captionStyleOf(this.#preferences.get('captionStyle'));
    const plain = isDefaultCaptionStyle(this.style);
    for (const [name, value] of Object.entries(captionProperties(this.style))) {
      if (plain) this.#base.style.removeProperty(name);
      else this.#base.style.setProperty(name, value);
    }
    this.#nativeSheet.replaceSync(plain ? '' : nativeCueRule(this.style));
  };
}
