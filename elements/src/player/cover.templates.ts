import type { Playback } from '@vidkit/contracts/schemas/playback';
import { html, nothing, type TemplateResult } from 'lit';

import { alertIcon, playIcon, retryIcon, volumeMutedIcon } from '../icons/states.ts';
import type { Words } from '../localize/words.ts';
import type { PlayerError } from './model/player-error.ts';
import type { playerMessages } from './player.messages.ts';

type PlayerWords = Words<typeof playerMessages.en>;

type Source = NonNullable<Playback['poster']>['sources'][number];

/** Of each format the smallest picture that fills `width` device pixels, for a `<picture>`. */
export const fittingSources = (sources: readonly Source[], width: number): TemplateResult[] =>
  [...new Set(sources.map(({ type }) => type))].map((type) => {
    const sizes = sources.filter((source) => source.type === type).sort((a, b) => a.width - b.width);
    const { url } = sizes.find((source) => source.width >= width) ?? sizes.at(-1) ?? {};
    return html`<source type=${type} srcset=${url ?? nothing} />`;
  });

/** What lies over the whole picture: the way in, the wait, the failure. */
export const playCover = (words: PlayerWords, play: () => void): TemplateResult =>
  html`<button
    class="cover"
    part="play-button"
    type="button"
    aria-label=${words.term('play')}
    @click=${play}
  >
    <span class="disc">${playIcon}</span>
  </button>`;

export const waitingCover = (words: PlayerWords): TemplateResult =>
  html`<div class="cover" role="status" aria-label=${words.term('loading')}><span class="spinner"></span></div>`;

export const failureCover = (words: PlayerWords, failure: PlayerError, retry: () => void): TemplateResult =>
  html`<div class="cover notice" part="error" role="alert">
    ${alertIcon}
    <p>${words.term(`error_${failure.code}`)}</p>
    ${
      failure.retryable
        ? html`<button class="retry" type="button" @click=${retry}>${retryIcon} ${words.term('retry')}</button>`
        : nothing
    }
    <code>${failure.detail}</code>
  </div>`;

export const unmuteButton = (words: PlayerWords, unmute: () => void): TemplateResult =>
  html`<button class="unmute" part="unmute-button" type="button" @click=${unmute}>
    ${volumeMutedIcon} ${words.term('unmute')}
  </button>`;
