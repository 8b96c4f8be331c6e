import { html, nothing, type TemplateResult } from 'lit';

import {
  alertIcon,
  checkIcon,
  chevronDownIcon,
  closeIcon,
  fileVideoIcon,
  pauseIcon,
  playIcon,
  type Icon,
} from '../../icons/icons.ts';
import type { ListTerm } from '../messages/list.messages.ts';
import { isStored, type UploadItem } from '../model/upload-item.ts';
import { clock } from '../../localize/clock.ts';
import { factsOf, problemText, timeLeft, type ListWords } from './list-words.ts';
import type { LocalPoster } from './local-poster.ts';
import { shareBlock, type ShareActions } from './share-block.ts';

export type RowAction = 'pause' | 'resume' | 'cancel' | 'remove' | 'retry' | 'reopen';

export interface RowActions extends ShareActions {
  act: (action: RowAction, item: UploadItem) => void;
  title: (item: UploadItem, title: string) => void;
  titleDone: (item: UploadItem) => void;
  /** Opens or closes the form about the video. */
  describe: (item: UploadItem) => void;
  play: (item: UploadItem) => void;
}

/** What else a row shows. */
export interface RowExtras {
  readonly poster: LocalPoster | null | undefined;
  /** The form about the video; null while it is closed, undefined where there is none. */
  readonly details: TemplateResult | null | undefined;
  /** The player; null until somebody wants it. */
  readonly player: TemplateResult | null;
  /** A player can be had. */
  readonly playable: boolean;
  readonly playerFailed: boolean;
}

/** One file: picture, title, one bar, one line of facts, at most two actions; what more there is opens below. */
export const uploadRow = (
  item: UploadItem,
  extras: RowExtras,
  words: ListWords,
  actions: RowActions,
): TemplateResult => html`
  <li class="row ${item.phase} ${extras.player ? 'plays' : ''}" part="row" data-item=${item.id}>
    ${extras.player ?? picture(item, extras, words, actions)}
    <div class="body">
      <div class="head">${titleField(item, words, actions)}${iconActions(item, words, actions)}</div>
      ${bar(item, words)} ${status(item, extras, words, actions)}
      ${extras.playerFailed ? html`<p class="note failed" role="alert">${words.term('playerFailed')}</p>` : nothing}
      ${
        item.phase === 'ready' || (item.phase === 'processing' && item.playable)
          ? shareBlock(item, words, actions)
          : nothing
      }
      ${describable(item, extras) ? extras.details : nothing}
    </div>
  </li>
`;

const describable = ({ phase, problem }: UploadItem, { details }: RowExtras): boolean =>
  details !== undefined &&
  phase !== 'interrupted' &&
  (phase !== 'canceled' || details !== null) &&
  problem?.owner !== 'file';

const disclosure = (
  item: UploadItem,
  extras: RowExtras,
  words: ListWords,
  actions: RowActions,
): TemplateResult | typeof nothing =>
  describable(item, extras)
    ? html`<button
        type="button"
        class="button quiet small disclosure"
        aria-expanded=${extras.details !== null}
        aria-label=${words.term('detailsName', { name: item.title })}
        @click=${() => actions.describe(item)}
      >
        ${words.term('details')}${chevronDownIcon}
      </button>`
    : nothing;

const picture = (
  item: UploadItem,
  { poster, playable }: RowExtras,
  words: ListWords,
  actions: RowActions,
): TemplateResult => {
  const still =
    poster?.canvas ?? (item.posterUrl ? html`<img src=${item.posterUrl} alt="" />` : fileVideoIcon);
  const time = poster?.duration ? clock(poster.duration) : '';
  const length = time ? html`<span class="length">${time}</span>` : nothing;
  const named = (term: ListTerm): string =>
    [words.term(term, { name: item.title }), time].filter(Boolean).join(', ');
  if (item.playable && item.videoId && playable)
    return html`<button
      type="button"
      class="poster"
      aria-label=${named('play')}
      @click=${() => actions.play(item)}
    >
      ${still}<span class="watch">${playIcon}</span>${length}
    </button>`;
  return item.playable && item.watchUrl
    ? html`<a
        class="poster"
        href=${item.watchUrl}
        target="_blank"
        rel="noopener"
        aria-label=${named('watchName')}
        >${still}<span class="watch">${playIcon}</span>${length}</a
      >`
    : html`<div class="poster" aria-hidden="true">${still}${length}</div>`;
};

const titleField = (item: UploadItem, words: ListWords, actions: RowActions): TemplateResult => {
  const editable =
    (item.problem === null || isStored(item)) &&
    item.phase !== 'interrupted' &&
    item.phase !== 'canceled' &&
    item.titleState !== 'locked';
  if (!editable) return html`<p class="title" dir="auto">${item.title}</p>`;
  return html`<input
    class="title"
    dir="auto"
    maxlength="200"
    autocomplete="off"
    aria-label=${words.term('titleOf', { name: item.fileName })}
    .value=${item.title}
    @input=${(event: InputEvent) => actions.title(item, (event.target as HTMLInputElement).value)}
    @change=${() => actions.titleDone(item)}
    @keydown=${(event: KeyboardEvent) => {
      // Enter would submit the form around us.
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      (event.target as HTMLInputElement).blur();
    }}
  />`;
};

const bar = (item: UploadItem, words: ListWords): TemplateResult | typeof nothing => {
  const processing = item.phase === 'processing' && !item.playable;
  const sending = ['waiting', 'uploading', 'paused', 'reconnecting', 'completing', 'interrupted'].includes(
    item.phase,
  );
  if (!processing && !sending) return nothing;
  const percent = processing
    ? (item.processing?.percent ?? 0)
    : item.phase === 'completing'
      ? 100
      : Math.min(99, (100 * item.sentBytes) / Math.max(1, item.size));
  const whole = Math.floor(percent);
  const left = item.secondsLeft === null ? [] : [timeLeft(item.secondsLeft, words)];
  return html`<div
    class="progress ${processing ? 'second' : ''}"
    role="progressbar"
    aria-label=${words.term(processing ? 'processingOf' : 'progressOf', { name: item.title })}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${whole}
    aria-valuetext=${[words.percent(whole / 100), ...left].join(', ')}
    data-share=${percent / 100}
  >
    <div class="progress-value"></div>
  </div>`;
};

const status = (
  item: UploadItem,
  extras: RowExtras,
  words: ListWords,
  actions: RowActions,
): TemplateResult => {
  const facts = item.problem
    ? html`<p class="facts problem" role="alert">
        ${alertIcon}<span>${problemText(item.problem, words)}</span>
      </p>`
    : html`<p class="facts">
        ${item.phase === 'ready' ? checkIcon : nothing}<span>${factsOf(item, words)}</span>
      </p>`;
  return html`<div class="status">${facts}${titleNote(item, words)}${textAction(item, words, actions)}${disclosure(item, extras, words, actions)}</div>`;
};

const titleNote = ({ titleState }: UploadItem, words: ListWords): TemplateResult | typeof nothing => {
  const terms: Partial<Record<UploadItem['titleState'], ListTerm>> = {
    saving: 'titleSaving',
    saved: 'titleSaved',
    failed: 'titleFailed',
    locked: 'titleLocked',
  };
  const term = terms[titleState];
  return term ? html`<span class="note ${titleState}">${words.term(term)}</span>` : nothing;
};

const textAction = (
  item: UploadItem,
  words: ListWords,
  actions: RowActions,
): TemplateResult | typeof nothing => {
  const choice: [RowAction, ListTerm] | null =
    item.phase === 'interrupted'
      ? ['reopen', item.canReopen ? 'continue' : 'chooseFile']
      : item.phase === 'canceled' && item.file
        ? ['retry', 'startAgain']
        : item.phase === 'failed' && item.problem?.retryable
          ? ['retry', 'tryAgain']
          : null;
  if (!choice) return nothing;
  const [action, term] = choice;
  const label = words.term(term);
  return html`<button
    type="button"
    class="button small"
    aria-label=${words.term('withName', { action: label, name: item.title })}
    @click=${() => actions.act(action, item)}
  >
    ${label}
  </button>`;
};

const iconActions = (item: UploadItem, words: ListWords, actions: RowActions): TemplateResult => {
  const button = (action: RowAction, term: ListTerm, icon: Icon): TemplateResult => {
    const label = words.term(term, { name: item.title });
    return html`<button
      type="button"
      class="icon-button"
      aria-label=${label}
      title=${label}
      @click=${() => actions.act(action, item)}
    >
      ${icon}
    </button>`;
  };
  // One button for both, so that focus stays where it is.
  const paused = item.phase === 'paused';
  const pausable = paused || item.phase === 'uploading' || item.phase === 'reconnecting';
  const ending: [RowAction, ListTerm] | null =
    ['checking', 'waiting'].includes(item.phase) || pausable
      ? ['cancel', 'cancelName']
      : item.phase === 'completing'
        ? null
        : ['remove', item.phase === 'interrupted' ? 'discardName' : 'removeName'];
  return html`<div class="actions">
    ${
      pausable
        ? button(
            paused ? 'resume' : 'pause',
            paused ? 'resumeName' : 'pauseName',
            paused ? playIcon : pauseIcon,
          )
        : nothing
    }
    ${ending ? button(...ending, closeIcon) : nothing}
  </div>`;
};
