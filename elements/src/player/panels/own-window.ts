import { css, html, render } from 'lit';

import { coreRoles } from '../../styles/core-roles.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { adoptStyles, copyFor } from './adopt-styles.ts';
import { panelWordsOf } from './panel-words.ts';

/** What Chromium has of Document Picture-in-Picture. */
interface DocumentPip {
  requestWindow(options: { width: number; height: number }): Promise<Window & typeof globalThis>;
}

/** Least width of the small window, in which the controls are still of use. */
const leastWidth = 360;

/**
 * Puts the whole player, captions and controls included, into a small window that stays on top: everything in `base`
 * moves there, and back when the window closes. Resolves with the way to close it; null where browsers do not know
 * that, or refuse.
 */
export const openOwnWindow = async (
  port: PlayerPort,
  base: HTMLElement,
  onClose: () => void,
): Promise<(() => void) | null> => {
  const { documentPictureInPicture: pip } = window as { documentPictureInPicture?: DocumentPip };
  const home = port.element.shadowRoot;
  if (!pip || !home) return null;
  const { videoWidth, videoHeight } = port.media;
  const width = Math.max(leastWidth, Math.round(base.clientWidth / 2));
  const height = Math.round(videoWidth > 0 ? (width * videoHeight) / videoWidth : (width * 9) / 16);
  const small = await pip.requestWindow({ width, height }).catch(() => null);
  if (!small) return null;

  const host = small.document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = home.adoptedStyleSheets.map((sheet) => copyFor(small.document, sheet));
  adoptStyles(root, smallStyles);
  // The page's theme reaches a player through its ancestors, which are not there.
  const theme = getComputedStyle(port.element);
  for (const role of Object.keys(coreRoles)) {
    const value = theme.getPropertyValue(`--vid-${role}`);
    if (value) host.style.setProperty(`--vid-${role}`, value);
  }
  small.document.title = port.playback?.title ?? document.title;
  small.document.body.style.margin = '0';
  small.document.body.append(host);

  const words = panelWordsOf(port);
  const place = document.createElement('div');
  place.className = 'own-window';
  const close = (): void => {
    if (base.getRootNode() === home) return;
    home.append(base);
    place.remove();
    port.element.removeController(controller);
    small.close();
    onClose();
    base.focus({ preventScroll: true });
  };
  const controller = {
    hostUpdated: () =>
      render(
        html`<p>${words.term('ownWindow')}</p>
          <button class="retry" type="button" @click=${close}>${words.term('ownWindowBack')}</button>`,
        place,
      ),
    hostDisconnected: close,
  };
  adoptStyles(home, placeStyles);
  port.element.addController(controller);
  controller.hostUpdated();
  root.append(base);
  home.append(place);
  small.addEventListener('pagehide', close, { once: true });
  base.focus({ preventScroll: true });
  return close;
};

const placeStyles = css`
  .own-window {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 12px;
    padding: 16px;
    text-align: center;
  }
`;

const smallStyles = css`
  :host {
    position: fixed !important;
    inset: 0;
    block-size: 100%;
    aspect-ratio: auto !important;
    border-radius: 0 !important;
    font-family: system-ui, sans-serif !important;
  }

  .control.fullscreen {
    display: none;
  }
`;
