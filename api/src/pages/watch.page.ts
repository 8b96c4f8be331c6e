import type { Playback } from '@vidkit/contracts/schemas/playback';
import type { Video } from '@vidkit/contracts/schemas/video';

import type { MediaLinks } from '../features/playback/media-links.ts';
import { cdnVersion } from './cdn.ts';
import { html, raw, type Html } from './html.ts';
import { mark, renderPage } from './layout.ts';
import type { Messages } from './messages.ts';
import { jsonLd, videoObject } from './video-object.ts';

export interface WatchPageOptions {
  readonly video: Video;
  /** Null while nothing is playable yet. */
  readonly playback: Playback | null;
  /** Seconds at which it begins; null for the start. */
  readonly start: number | null;
  /** Whether its stream may be read from any page. */
  readonly open: boolean;
  readonly publicUrl: string;
  readonly links: MediaLinks;
  readonly t: Messages;
}

const likeIcon = raw`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 10.5v9M7 10.5H4.5a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1H7M7 10.5l3.6-6.3a1.6 1.6 0 0 1 3 .8v4.5h4.7a2 2 0 0 1 2 2.4l-1.2 6a2 2 0 0 1-2 1.6H7"/></svg>`;
const shareIcon = raw`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9.5 14.5l5-5M8 11l-2.3 2.3a3.5 3.5 0 0 0 5 5L13 16M16 13l2.3-2.3a3.5 3.5 0 0 0-5-5L11 8"/></svg>`;

/** The page to share: player, title, channel, like, comments; readable by link previews and without scripts. */
export const watchPage = (options: WatchPageOptions): string => {
  const { video, start, publicUrl, t } = options;
  return renderPage({
    lang: t.language,
    title: video.title,
    styles: ['tokens', 'site'],
    scripts: ['watch'],
    head: headOf(options),
    body: html`<header class="bar">
        <a class="home" href="/">${mark}<span>${t.brand}</span></a>
        <a class="quiet" href="/studio/">${t.studio}</a>
      </header>
      <main class="watch" data-video="${video.id}" data-channel="${video.channel.id}">
        <vid-player class="player" video-id="${video.id}" api="${publicUrl}" ${shapeOf(video)}${start !== null && html` start-time="${start}"`}></vid-player>
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
};

const shapeOf = (video: Video): Html | false =>
  video.width !== null && video.height !== null && html` aspect-ratio="${video.width} / ${video.height}"`;

/** Search engines are told of public videos alone; whoever was sent the address of an unlisted one sees what it leads to. */
const headOf = ({ video, playback, open, publicUrl, links }: WatchPageOptions): Html => {
  const page = links.watchPage(video.id);
  const embed = links.embedPage(video.id);
  const description = video.description.slice(0, 300);
  const { width, height } = video;
  const discovery = (format: string): string =>
    `${publicUrl}/oembed?${new URLSearchParams({ url: page, format }).toString()}`;
  const property = (name: string, content: string | number): Html =>
    html`<meta property="${name}" content="${content}" /> `;
  const named = (name: string, content: string | number): Html =>
    html`<meta name="${name}" content="${content}" /> `;
  const isPublic = video.visibility === 'public';
  return html`<link rel="canonical" href="${page}" />
    <link rel="alternate" type="application/json+oembed" href="${discovery('json')}" title="${video.title}" />
    <link rel="alternate" type="text/xml+oembed" href="${discovery('xml')}" title="${video.title}" />
    ${named('robots', isPublic ? 'max-image-preview:large, max-video-preview:-1' : 'noindex')}
    ${named('description', description)} ${property('og:type', 'video.other')}
    ${property('og:site_name', 'Vidkit')} ${property('og:title', video.title)}
    ${property('og:description', description)} ${property('og:url', page)}
    ${
      video.posterUrl !== null && [
        property('og:image', links.stablePoster(video.id)),
        width !== null && property('og:image:width', width),
        height !== null && property('og:image:height', height),
        property('og:image:alt', video.title),
      ]
    }
    ${property('og:video:url', embed)}
    ${embed.startsWith('https:') && property('og:video:secure_url', embed)}
    ${property('og:video:type', 'text/html')}
    ${width !== null && [property('og:video:width', width), property('og:video:height', height ?? 720)]}
    ${playback && property('og:video:duration', Math.round(playback.durationMs / 1000))}
    ${named('twitter:card', 'player')} ${named('twitter:title', video.title)}
    ${named('twitter:player', embed)} ${named('twitter:player:width', width ?? 1280)}
    ${named('twitter:player:height', height ?? 720)}
    ${isPublic && playback && video.posterUrl !== null && jsonLd(videoObject({ video, playback, open, links }))}`;
};
