import type { Playback } from '@vidkit/contracts/schemas/playback';
import type { Video } from '@vidkit/contracts/schemas/video';

import type { MediaLinks } from '../features/playback/media-links.ts';
import { cdnVersion } from './cdn.ts';
import { html, raw, type Html } from './html.ts';
import { mark, renderPage } from './layout.ts';
import type { Messages } from './messages.ts';

export interface WatchPageOptions {
  readonly video: Video;
  /** Null while nothing is playable yet. */
  readonly playback: Playback | null;
  readonly publicUrl: string;
  readonly links: MediaLinks;
  readonly t: Messages;
}

const likeIcon = raw`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 10.5v9M7 10.5H4.5a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1H7M7 10.5l3.6-6.3a1.6 1.6 0 0 1 3 .8v4.5h4.7a2 2 0 0 1 2 2.4l-1.2 6a2 2 0 0 1-2 1.6H7"/></svg>`;
const shareIcon = raw`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9.5 14.5l5-5M8 11l-2.3 2.3a3.5 3.5 0 0 0 5 5L13 16M16 13l2.3-2.3a3.5 3.5 0 0 0-5-5L11 8"/></svg>`;

/** The page to share: player, title, channel, like, comments; readable by link previews and without scripts. */
export const watchPage = ({ video, playback, publicUrl, links, t }: WatchPageOptions): string =>
  renderPage({
    lang: t.language,
    title: video.title,
    styles: ['tokens', 'site'],
    scripts: ['watch'],
    head: headOf(video, playback, publicUrl, links),
    body: html`<header class="bar">
        <a class="home" href="/">${mark}<span>${t.brand}</span></a>
        <a class="quiet" href="/studio/">${t.studio}</a>
      </header>
      <main class="watch" data-video="${video.id}" data-channel="${video.channel.id}">
        <vid-player class="player" video-id="${video.id}" api="${publicUrl}" ${shapeOf(video)}></vid-player>
        <noscript><p class="notice">${t.scriptsNeeded}</p></noscript>
        <h1>${video.title}</h1>
        <div class="acts">
          <div class="channel">
            <span class="avatar" aria-hidden="true">${video.channel.name.slice(0, 1).toUpperCase()}</span>
            <div>
              <p class="name">${video.channel.name}</p>
              <p class="muted" data-subscribers data-one="${t.subscriber}" data-other="${t.subscribers}">
                ${video.channel.subscribers} ${video.channel.subscribers === 1 ? t.subscriber : t.subscribers}
              </p>
            </div>
            <button
              class="button"
              type="button"
              data-subscribe
              aria-pressed="false"
              data-on="${t.subscribed}"
              data-off="${t.subscribe}"
            >
              ${t.subscribe}
            </button>
          </div>
          <div class="row">
            <button class="button quiet" type="button" data-like aria-pressed="false">
              ${likeIcon}<span class="visually-hidden">${t.like}</span> <span data-likes>${video.likes}</span>
            </button>
            <button class="button quiet" type="button" data-share data-done="${t.linkCopied}">
              ${shareIcon}<span>${t.share}</span>
            </button>
          </div>
        </div>
        <p
          class="problem"
          role="alert"
          data-problem
          data-blocked="${t.signInBlocked}"
          data-failed="${t.actionFailed}"
          hidden
        ></p>
        ${video.description !== '' && html`<p class="description" dir="auto">${video.description}</p>`}
        <section class="comments" aria-label="${t.comments}">
          <vid-comments video-id="${video.id}" api="${publicUrl}"></vid-comments>
        </section>
      </main>
      <script type="module" src="/cdn/${cdnVersion}/vid-player.js"></script>
      <script type="module" src="/cdn/${cdnVersion}/vid-comments.js"></script>`,
  });

const shapeOf = (video: Video): Html | false =>
  video.width !== null && video.height !== null && html` aspect-ratio="${video.width} / ${video.height}"`;

const headOf = (video: Video, playback: Playback | null, publicUrl: string, links: MediaLinks): Html => {
  const page = links.watchPage(video.id);
  const description = video.description.slice(0, 300);
  const discovery = (format: string): string =>
    `${publicUrl}/oembed?${new URLSearchParams({ url: page, format }).toString()}`;
  return html`<link rel="canonical" href="${page}" />
    <link rel="alternate" type="application/json+oembed" href="${discovery('json')}" title="${video.title}" />
    <link rel="alternate" type="text/xml+oembed" href="${discovery('xml')}" title="${video.title}" />
    <meta name="description" content="${description}" />
    <meta property="og:type" content="video.other" />
    <meta property="og:site_name" content="Vidkit" />
    <meta property="og:title" content="${video.title}" />
    <meta property="og:description" content="${description}" />
    <meta property="og:url" content="${page}" />
    ${video.posterUrl !== null && html`<meta property="og:image" content="${video.posterUrl}" /> `}<meta
      property="og:video:url"
      content="${links.embedPage(video.id)}"
    />
    <meta property="og:video:type" content="text/html" />
    ${
      video.width !== null &&
      html`<meta property="og:video:width" content="${video.width}" />
        <meta property="og:video:height" content="${video.height}" /> `
    }${playback && html`<meta property="og:video:duration" content="${Math.round(playback.durationMs / 1000)}" /> `}<meta
      name="twitter:card"
      content="player"
    />
    <meta name="twitter:player" content="${links.embedPage(video.id)}" />
    <meta name="twitter:player:width" content="${video.width ?? 1280}" />
    <meta name="twitter:player:height" content="${video.height ?? 720}" />
    ${video.visibility !== 'public' && html`<meta name="robots" content="noindex" /> `}`;
};
