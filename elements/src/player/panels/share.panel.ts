import { css, html, nothing, type TemplateResult } from 'lit';

import { checkIcon, codeIcon, copyIcon, linkIcon, shareIcon } from '../../icons/icons.ts';
import { clock } from '../../localize/clock.ts';
import type { CreatePanel } from './panel-frame.ts';
import { copyText, embedCodeOf, momentUrl } from './share-texts.ts';

type Text = 'link' | 'embed';

/** Link and embed code, from the start or from where the video is; and the device's own way of sharing. */
export const createPanel: CreatePanel = ({ port, words, update }) => {
  /** When it was opened: a moving one could not be read. */
  const moment = Math.floor(port.currentTime);
  let fromMoment = false;
  let outcome: { text: Text; done: boolean } | null = null;

  const copy = async (text: Text, field: HTMLInputElement): Promise<void> => {
    const done = await copyText(field.value);
    // By hand, then.
    if (!done) field.select();
    outcome = { text, done };
    update();
  };

  const line = (text: Text, value: string): TemplateResult => {
    const state = outcome?.text === text ? outcome : null;
    const label = words.term(text === 'link' ? 'copyLink' : 'copyCode');
    return html`<div class="share-line">
      <label class="share-name" for="share-${text}">
        ${text === 'link' ? linkIcon : codeIcon} ${words.term(text)}
      </label>
      <div class="share-field">
        <input
          id="share-${text}"
          class="field"
          readonly
          dir="ltr"
          .value=${value}
          @focus=${({ target }: { target: HTMLInputElement }) => target.select()}
        />
        <button
          class="action"
          type="button"
          aria-label=${label}
          ?data-first=${text === 'link'}
          @click=${({ currentTarget }: Event) =>
            void copy(text, (currentTarget as HTMLElement).previousElementSibling as HTMLInputElement)}
        >
          ${state?.done ? checkIcon : copyIcon} ${words.term(state?.done ? 'copied' : 'copy')}
        </button>
      </div>
    </div>`;
  };

  return {
    name: 'share',
    place: 'modal',
    styles: shareStyles,
    title: () => words.term('share'),
    render: () => {
      const { playback } = port;
      if (!playback) return html`${nothing}`;
      const seconds = fromMoment ? moment : 0;
      const url = momentUrl(playback, seconds);
      return html`<div class="panel-body">
        ${line('link', url)} ${line('embed', embedCodeOf(playback, seconds))}
        <div class="share-foot">
          <label class="share-moment">
            <input
              type="checkbox"
              ?disabled=${moment === 0}
              .checked=${fromMoment}
              @change=${({ target }: { target: HTMLInputElement }) => {
                fromMoment = target.checked;
                outcome = null;
                update();
              }}
            />
            ${words.term('startAt', { time: clock(moment) })}
          </label>
          ${
            'share' in navigator
              ? html`<button
                  class="action"
                  type="button"
                  @click=${() =>
                    // Whoever closes the device's own panel has changed their mind.
                    void navigator.share({ title: playback.title, url }).catch(() => undefined)}
                >
                  ${shareIcon} ${words.term('shareByDevice')}
                </button>`
              : nothing
          }
        </div>
        <p class="visually-hidden" role="status">
          ${outcome ? words.term(outcome.done ? 'copied' : 'copyByHand') : ''}
        </p>
        ${outcome && !outcome.done ? html`<p class="share-hint">${words.term('copyByHand')}</p>` : nothing}
      </div>`;
    },
  };
};

const shareStyles = css`
  .share .panel-body {
    display: grid;
    gap: 14px;
  }

  .share-line {
    display: grid;
    gap: 6px;
  }

  .share-name {
    display: flex;
    align-items: center;
    gap: 6px;
    color: oklch(1 0 0 / 0.74);
    font-size: var(--_size-s);
  }

  .share-field {
    display: flex;
    gap: 8px;
  }

  .share-field .field {
    font-family: var(--_font-mono);
    font-size: var(--_size-s);
  }

  .share-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }

  .share-moment {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
    cursor: pointer;
  }

  .share-moment input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_played);
  }

  .share-hint {
    color: oklch(1 0 0 / 0.74);
    font-size: var(--_size-s);
  }
`;
