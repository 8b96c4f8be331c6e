import { css, html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';

import { clock } from '../../localize/clock.ts';
import { findIn, lineAt, type TranscriptLine } from '../model/transcript.ts';
import type { CreatePanel, Panel, PanelContext } from './panel-frame.ts';
import { TranscriptSource } from './transcript-source.ts';

export const createPanel: CreatePanel = (context) => new TranscriptPanel(context);

/**
 * What is said, line by line, beside the picture: to read along, to search, and to go to a place. One line alone is in
 * the tab order; arrows lead to the others.
 */
class TranscriptPanel implements Panel {
  readonly name = 'transcript';
  readonly place = 'aside';
  readonly styles = transcriptStyles;
  readonly #context: PanelContext;
  readonly #source: TranscriptSource;
  #query = '';
  #following = true;
  /** Of the line that can be reached by Tab while it is not the one that is said. */
  #marked: number | null = null;
  #shown = -1;

  constructor(context: PanelContext) {
    this.#context = context;
    this.#source = new TranscriptSource(context.port, context.captions, context.update);
  }

  readonly title = (): string => this.#context.words.term('transcript');

  readonly closed = (): void => this.#source.end();

  readonly render = (): TemplateResult => {
    const { words } = this.#context;
    this.#source.update();
    const { lines, state } = this.#source;
    const now = lineAt(lines, this.#context.port.currentTime);
    if (this.#following && now !== this.#shown) queueMicrotask(this.#scroll);
    this.#shown = now;
    return html`<div class="transcript-tools">
        <input
          class="field"
          type="search"
          data-first
          placeholder=${words.term('search')}
          aria-label=${words.term('search')}
          maxlength="100"
          @input=${this.#search}
        />
        <button
          class="action"
          type="button"
          aria-pressed=${this.#following ? 'true' : 'false'}
          @click=${this.#toggleFollow}
        >
          ${words.term('follow')}
        </button>
      </div>
      ${guard([lines, state, now, this.#query, this.#marked, words.lang], () => this.#renderLines(now))}`;
  };

  #renderLines(now: number): TemplateResult {
    const { words } = this.#context;
    const { lines, state, language } = this.#source;
    if (lines.length === 0) {
      return html`<p class="transcript-note" role="status">
        ${words.term(state === 'loading' ? 'transcriptWaiting' : 'transcriptNone')}
      </p>`;
    }
    const found = lines.flatMap((line, index) => {
      const pieces = findIn(line.text, this.#query);
      return pieces ? [{ line, index, pieces }] : [];
    });
    const reachable = found.some(({ index }) => index === (this.#marked ?? now))
      ? (this.#marked ?? now)
      : found[0]?.index;
    return html`<p class="${this.#query ? 'transcript-note' : 'visually-hidden'}" role="status">
        ${this.#query ? words.term('hits', { count: found.length }) : nothing}
      </p>
      <ol
        class="transcript-lines"
        lang=${language || nothing}
        @keydown=${this.#key}
        @wheel=${{ handleEvent: this.#leave, passive: true }}
        @touchmove=${{ handleEvent: this.#leave, passive: true }}
      >
        ${found.map(
          ({ line, index, pieces }) =>
            html`<li>
              <button
                class="transcript-line ${index === now ? 'now' : ''}"
                type="button"
                aria-current=${index === now ? 'true' : nothing}
                tabindex=${index === reachable ? '0' : '-1'}
                data-index=${index}
                @click=${() => this.#play(line, index)}
              >
                <span class="transcript-time">${clock(line.start, lines.at(-1)?.start)}</span>
                <span dir="auto">${pieces.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text))}</span>
              </button>
            </li>`,
        )}
      </ol>`;
  }

  readonly #search = ({ target }: { target: HTMLInputElement }): void => {
    this.#query = target.value;
    this.#marked = null;
    this.#context.update();
  };

  readonly #toggleFollow = (): void => {
    this.#following = !this.#following;
    this.#marked = null;
    this.#shown = -1;
    this.#context.update();
  };

  /** Whoever scrolls wants to read elsewhere. */
  readonly #leave = (): void => {
    if (!this.#following) return;
    this.#following = false;
    this.#context.update();
  };

  #play(line: TranscriptLine, index: number): void {
    const { port, commands } = this.#context;
    this.#marked = index;
    commands.seekTo(line.start);
    if (port.ended) void port.play().catch(() => undefined);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const lines = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('.transcript-line')];
    const at = lines.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = lines[to];
    if (!next) return;
    this.#marked = Number(next.dataset['index']);
    next.focus();
    this.#context.update();
  };

  readonly #scroll = (): void => {
    const list = this.#context.base.querySelector<HTMLElement>('.transcript-lines');
    const line = list?.querySelector<HTMLElement>('.transcript-line.now');
    // Not `scrollIntoView`, which would move the page, too.
    if (list && line) list.scrollTop = line.offsetTop - (list.clientHeight - line.offsetHeight) / 2;
  };
}

const transcriptStyles = css`
  .panel.transcript.modal {
    block-size: min(560px, 100dvb - 16px);
  }

  .transcript-tools {
    display: flex;
    flex: none;
    gap: 8px;
    padding: 4px 12px 10px;
  }

  .panel .transcript-tools .action {
    min-block-size: 36px;
    padding-inline: 12px;
    font-size: var(--_size-s);
  }

  .panel .transcript-tools .action[aria-pressed='true'] {
    border-color: transparent;
    background-color: white;
    color: black;
  }

  .transcript-note {
    flex: none;
    padding: 0 16px 8px;
    color: oklch(1 0 0 / 0.74);
    font-size: var(--_size-s);
  }

  .transcript-lines {
    position: relative;
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    margin: 0;
    padding: 0 6px 8px;
    list-style: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  .transcript-line {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 32px;
    padding: 6px 10px;
    border: 0;
    border-radius: var(--_radius-m);
    background: none;
    color: oklch(1 0 0 / 0.82);
    font: inherit;
    line-height: 1.4;
    text-align: start;
    cursor: pointer;
  }

  .transcript-line:hover {
    background-color: oklch(1 0 0 / 0.1);
  }

  .transcript-line.now {
    background-color: oklch(1 0 0 / 0.14);
    color: white;
  }

  .panel .transcript-line:focus-visible {
    outline-offset: -2px;
    box-shadow: none;
  }

  .transcript-time {
    color: oklch(1 0 0 / 0.66);
    font-size: var(--_size-s);
    font-variant-numeric: tabular-nums;
    line-height: 1.5;
    direction: ltr;
  }

  .transcript mark {
    border-radius: 2px;
    background-color: oklch(0.9 0.15 95);
    color: black;
  }

  @media (forced-colors: active) {
    .transcript-line.now {
      outline: 1px solid Highlight;
    }
  }
`;
