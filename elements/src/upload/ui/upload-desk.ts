import type { GetToken } from '@vidkit/contracts/client/elements';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { Localize } from '../../localize/localize.ts';
import { listMessages, type ListMessages } from '../messages/list.messages.ts';
import type { UploadItem } from '../model/upload-item.ts';
import { VidUploader, type PickedFile } from '../vid-uploader.ts';
import { Announcer } from './announcer.ts';
import { eventsBetween } from './item-events.ts';
import { timeLeft } from './list-words.ts';
import { drawPoster, type LocalPoster } from './local-poster.ts';
import { StayAwake } from './stay-awake.ts';
import { listStyles } from './upload-list.styles.ts';
import { uploadRow, type RowAction, type RowActions } from './upload-row.ts';

export interface DeskOptions {
  apiUrl: string;
  getToken: GetToken;
  maxFiles: number;
  /** Opens the file picker, for an interrupted upload whose file the browser no longer knows. */
  pick: () => void;
  /** Focus has nowhere to go in the list any more. */
  focusChooser: () => void;
}

/** Numbers change at most twice a second. */
const calm = 500;
/** Two announcements closer than this cut each other off. */
const sayEvery = 1_500;
const copiedFor = 2_000;

/**
 * The part of `<vid-upload>` that is only needed once there are files: the uploader, the list, what is said aloud,
 * and the guards of the page. Renders into its host.
 */
export class UploadDesk implements ReactiveController {
  readonly uploader: VidUploader;
  readonly #host: LitElement;
  readonly #options: DeskOptions;
  readonly #words: Localize<ListMessages>;
  readonly #announcer = new Announcer();
  readonly #awake = new StayAwake();
  readonly #posters = new Map<string, LocalPoster | null>();
  #drawing: Promise<void> = Promise.resolve();
  #known = new Map<string, UploadItem>();
  #saying = '';
  #next: string | null = null;
  #saidAt = -Infinity;
  #sayTimer: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renderedAt = -Infinity;
  #copied: RowActions['copied'] = null;

  constructor(host: LitElement, options: DeskOptions) {
    this.#host = host;
    this.#options = options;
    this.#words = new Localize(host, listMessages);
    const { apiUrl, getToken, maxFiles } = options;
    this.uploader = new VidUploader({ apiUrl, getToken, maxFiles });
    this.uploader.addEventListener('change', this.#onChange);
    const root = host.shadowRoot;
    const sheet = listStyles.styleSheet;
    if (root && sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    host.addController(this);
  }

  get items(): readonly UploadItem[] {
    return this.uploader.items;
  }

  add(files: Iterable<File | PickedFile>): void {
    this.uploader.add(files);
  }

  hostUpdated(): void {
    // A strict policy forbids style attributes, so a bar's length is set here.
    for (const bar of this.#host.renderRoot.querySelectorAll<HTMLElement>('.progress[data-share]')) {
      bar.style.setProperty('--value', bar.dataset['share'] ?? '0');
    }
  }

  /** Stops everything; unfinished uploads stay resumable. */
  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#sayTimer);
    this.uploader.removeEventListener('change', this.#onChange);
    this.uploader.dispose();
    this.#awake.active = false;
    this.#host.removeController(this);
    this.#host.removeController(this.#words);
  }

  render(): TemplateResult {
    return html`
      ${this.#total()} ${this.items.length > 0 ? this.#list() : nothing}
      <p class="visually-hidden" role="status">${this.#saying}</p>
    `;
  }

  #list(): TemplateResult {
    const rows = repeat(
      this.items,
      ({ id }) => id,
      (item) => uploadRow(item, this.#posters.get(item.id), this.#words, this.#actions),
    );
    // Safari drops the role of a list without bullets.
    // eslint-disable-next-line lit-a11y/no-redundant-role
    return html`<ul class="list" role="list" aria-label=${this.#words.term('list')} part="list">
      ${rows}
    </ul>`;
  }

  #total(): TemplateResult | typeof nothing {
    const { count, stored, sentBytes, totalBytes, bytesPerSecond, secondsLeft, moving } =
      this.uploader.totals;
    if (count < 2 || stored === count) return nothing;
    const words = this.#words;
    const share = totalBytes > 0 ? Math.min(0.99, sentBytes / totalBytes) : 0;
    const facts = [
      words.term('sent', { sent: words.bytes(sentBytes), total: words.bytes(totalBytes) }),
      ...(moving && bytesPerSecond ? [words.bytes(bytesPerSecond, { per: 'second' })] : []),
      ...(moving && secondsLeft !== null ? [timeLeft(secondsLeft, words)] : []),
    ];
    return html`<div class="total" part="total">
      <p class="total-line">
        <strong>${words.term('total', { stored, count })}</strong>
        <span class="facts">${facts.join(' · ')}</span>
      </p>
      <div
        class="progress"
        role="progressbar"
        aria-label=${words.term('totalProgress')}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.floor(share * 100)}
        aria-valuetext=${words.percent(Math.floor(share * 100) / 100)}
        data-share=${share}
      >
        <div class="progress-value"></div>
      </div>
    </div>`;
  }

  get #actions(): RowActions {
    return {
      act: this.#act,
      title: ({ id }, title) => this.uploader.setTitle(id, title),
      titleDone: ({ id }) => this.uploader.saveTitle(id),
      copied: this.#copied,
      copy: this.#copy,
    };
  }

  readonly #act = (action: RowAction, item: UploadItem): void => {
    const { uploader } = this;
    const index = this.items.findIndex(({ id }) => id === item.id);
    if (action === 'reopen') {
      void uploader.reopen(item.id).then((done) => done || this.#options.pick());
    } else {
      uploader[action](item.id);
    }
    void this.#keepFocus(index);
  };

  /** The control that was pressed may be gone: focus goes to its row, the next one, or the chooser. */
  async #keepFocus(index: number): Promise<void> {
    await this.#host.updateComplete;
    if (this.#host.shadowRoot?.activeElement) return;
    const rows = [...this.#host.renderRoot.querySelectorAll('.row')];
    const row = rows[Math.min(index, rows.length - 1)];
    const control = row?.querySelector<HTMLElement>('.status button, .actions button');
    if (control) control.focus();
    else this.#options.focusChooser();
  }

  readonly #copy = (key: string, field: HTMLInputElement): void => {
    void navigator.clipboard
      .writeText(field.value)
      .then(
        () => true,
        () => {
          // Frames may be denied the clipboard: the text is marked, and the keys do it.
          field.select();
          return false;
        },
      )
      .then((done) => {
        this.#copied = { key, done };
        this.#say(this.#words.term(done ? 'copied' : 'copyByHand'));
        this.#host.requestUpdate();
        setTimeout(() => {
          if (this.#copied?.key !== key) return;
          this.#copied = null;
          this.#host.requestUpdate();
        }, copiedFor);
      });
  };

  readonly #onChange = (): void => {
    const before = this.#known;
    const { items } = this;
    this.#known = new Map(items.map((item) => [item.id, item]));
    let turned = items.length !== before.size;
    for (const item of items) {
      const old = before.get(item.id);
      if (old === item) continue;
      turned ||= old?.phase !== item.phase || old.titleState !== item.titleState || old.title !== item.title;
      if (!old && item.file) this.#draw(item.id, item.file);
      for (const event of eventsBetween(old, item)) this.#host.dispatchEvent(event);
    }
    this.#awake.active = this.uploader.totals.moving && items.some(({ phase }) => phase !== 'waiting');
    this.#schedule(turned);
  };

  /** What a person did shows at once; mere numbers wait. */
  #schedule(now: boolean): void {
    const wait = calm - (performance.now() - this.#renderedAt);
    if (now || wait <= 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#renderedAt = performance.now();
      this.#announce();
      this.#host.requestUpdate();
    } else {
      this.#timer ??= setTimeout(() => this.#schedule(true), wait);
    }
  }

  #announce(): void {
    const text = this.#announcer.next(this.items, this.#words);
    if (text) this.#say(text);
  }

  /** The latest word wins: what was not said in time is old news. */
  #say(text: string): void {
    if (this.#next === null) {
      const wait = sayEvery - (performance.now() - this.#saidAt);
      this.#sayTimer = setTimeout(this.#speak, Math.max(0, wait));
    }
    this.#next = text;
  }

  readonly #speak = (): void => {
    this.#saying = this.#next ?? '';
    this.#next = null;
    this.#saidAt = performance.now();
    this.#host.requestUpdate();
  };

  /** One after the other: decoders are few, and the first picture should come soon. */
  #draw(id: string, file: File): void {
    this.#drawing = this.#drawing.then(async () => {
      if (!this.#known.has(id) || this.#known.get(id)?.phase === 'failed') return;
      this.#posters.set(id, await drawPoster(file));
      this.#host.requestUpdate();
    });
  }
}
