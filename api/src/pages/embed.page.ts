import type { Video } from '@vidkit/contracts/schemas/video';

import { cdnVersion } from './cdn.ts';
import { html } from './html.ts';
import { renderPage } from './layout.ts';
import type { Messages } from './messages.ts';

export interface EmbedPageOptions {
  readonly video: Video;
  /** As the address has it: `autoplay`, `muted`, `loop` (1 or 0), `start` (seconds). */
  readonly query: unknown;
  readonly t: Messages;
}

/** The player alone, filling the frame that a host put it into. */
export const embedPage = ({ video, query, t }: EmbedPageOptions): string => {
  const given = query as Record<string, unknown>;
  const on = (name: string): boolean => given[name] === '1' || given[name] === 'true' || given[name] === '';
  const start = Number(given['start'] ?? given['t']);
  return renderPage({
    lang: t.language,
    title: video.title,
    styles: ['embed'],
    body: html`<vid-player
        video-id="${video.id}"
        ${on('autoplay') && html` autoplay`}${on('muted') && html` muted`}${on('loop') && html` loop`}${Number.isFinite(start) && start > 0 && html` start-time="${start}"`}
        playsinline
      ></vid-player>
      <noscript><p>${t.scriptsNeeded}</p></noscript>
      <script type="module" src="/cdn/${cdnVersion}/vid-player.js"></script>`,
  });
};
