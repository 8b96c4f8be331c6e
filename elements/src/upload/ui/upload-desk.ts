import type { GetToken } from '@vidkit/contracts/client/elements';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { Localize } from '../../localize/localize.ts';
import type { Session } from '../../session/session-port.ts';
import { listMessages, type ListMessages } from '../messages/list.messages.ts';
import { isStored, type UploadItem } from '../model/upload-item.ts';
import type { RecordKind } from '../recorder/capture.ts';
import type { RecorderPanel } from '../recorder/recorder-panel.ts';
import type { Take } from '../recorder/recording-store.ts';
import { VidUploader, type PageLimits, type PickedFile, type VidUploaderOptions } from '../vid-uploader.ts';
import { Announcer } from './announcer.ts';
import { copyText } from './copy-text.ts';
import { droppedFiles } from './dropped-files.ts';
import type { DroppedThing } from './dropped-things.ts';
import { eventsBetween } from './item-events.ts';
import { LineWatch } from './line-watch.ts';
import { meteredNote, tellNote } from './list-notes.ts';
import { Notifier } from './notifier.ts';
import { PosterAlbum } from './poster-album.ts';
import { RowRooms, type RowRoomOptions } from './row-rooms.ts';
import { signInNotice } from './sign-in-notice.ts';
import { Speaker } from './speaker.ts';
import { StayAwake } from './stay-awake.ts';
import { storedVideos, videosFrom } from './stored-videos.ts';
import { totalBar, type ListAction } from './total-bar.ts';
import { listStyles } from './upload-list.styles.ts';
import { uploadRow, type RowAction, type RowActions } from './upload-row.ts';

export interface DeskOptions extends VidUploaderOptions, RowRoomOptions {
  getToken: GetToken;
  /** No form about the video, since the page has one elsewhere. */
  readonly withoutDetails: boolean;
  /** Opens the file picker, for an interrupted upload whose file the browser no longer knows. */
  pick: () => void;
  /** Focus has nowhere to go in the list any more. */
  focusChooser: () => void;
  /** All transfers are held, or no longer. */
  onPause: (paused: boolean) => void;
  signIn: () => void;
}

/** Numbers change at most twice a second. */
const calm = 500;
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
  readonly #notifier = new Notifier();
  readonly #update = (): void => this.#host.requestUpdate();
  readonly #speaker = new Speaker(this.#update);
  readonly #line = new LineWatch(this.#update);
  readonly #posters = new PosterAlbum(this.#update);
  readonly #rooms: RowRooms;
  /** What was recorded here, by its file. */
  readonly #takes = new WeakMap<File, Take>();
  #known = new Map<string, UploadItem>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renderedAt = -Infinity;
  #copied: RowActions['copied'] = null;
  #recorder: RecorderPanel | null = null;
  #restored = false;

  constructor(host: LitElement, options: DeskOptions) {
    this.#host = host;
    this.#options = options;
    this.#words = new Localize(host, listMessages);
    this.#rooms = new RowRooms(host, options);
    this.uploader = new VidUploader(options);
    this.uploader.addEventListener('change', this.#onChange);
    const root = host.shadowRoot;
    const sheet = listStyles.styleSheet;
    if (root && sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    host.addController(this);
  }

  get items(): readonly UploadItem[] {
    return this.uploader.items;
  }

  /**
   * What may change at any time. `held`: nobody is signed in yet; once somebody is, what they left unfinished elsewhere is in
   * the list, too. `rate`: bytes a second of all files together, or what is no limit.
   */
  lead({ held, rate, limits }: { held: boolean; rate: number; limits: PageLimits }): void {
    this.uploader.restrict(limits);
    this.uploader.maxBytesPerSecond = rate < Infinity ? rate : null;
    this.uploader.held = held;
    if (held || this.#restored) return;
    this.#restored = true;
    this.uploader.prepare();
    // The first number loads what the browser knows of the language: before there is a file that waits for it.
    this.#words.bytes(0);
    // What others sent with the same token is not this visitor's to see.
    if (!this.#options.shared) void this.uploader.restore();
  }

  /** The recorder, which stands in the place of the card; null when it is closed. */
  get recorder(): TemplateResult | null {
    return this.#recorder?.render() ?? null;
  }

  /** The stored videos as text for the browser, which gives it to `recall` when the viewer comes back to the page. */
  get memory(): string {
    return storedVideos(this.items);
  }

  recall(text: string): void {
    this.uploader.follow(videosFrom(text));
  }

  add(files: Iterable<File | PickedFile>): void {
    this.uploader.add(files);
  }

  /** What a drop held, as `droppedThings` saw it. */
  unfold(things: readonly DroppedThing[]): Promise<PickedFile[]> {
    return droppedFiles(things);
  }

  async record(kind: RecordKind): Promise<void> {
    if (this.#recorder) return;
    const { RecorderPanel } = await import('../recorder/recorder-panel.ts');
    this.#recorder ??= new RecorderPanel(this.#host, {
      kind,
      limits: () => this.uploader.limits(),
      use: (take) => {
        this.#takes.set(take.file, take);
        this.add([take]);
      },
      close: () => {
        this.#recorder = null;
        this.#host.requestUpdate();
        void this.#keepFocus(0);
      },
    });
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
    this.#speaker.stop();
    this.#line.stop();
    this.#recorder?.close();
    this.#rooms.close();
    this.uploader.removeEventListener('change', this.#onChange);
    this.uploader.dispose();
    this.#awake.active = false;
    this.#host.removeController(this);
    this.#host.removeController(this.#words);
  }

  /** `trouble` is the code of what went wrong with signing in. */
  render(viewer: Session | null, trouble: string | null): TemplateResult {
    const { items, uploader } = this;
    const words = this.#words;
    return html`
      ${signInNotice(viewer, { items, trouble, signIn: this.#options.signIn }, words)}
      ${totalBar(items, uploader.totals, words, this.#actOnAll)} 
      ${meteredNote(items, this.#line.metered, words, () => this.#actOnAll('pause'))}
      ${items.length > 0 ? this.#list() : nothing} ${tellNote(items, this.#notifier.state, words, this.#toggleNotifier)}
      <p class="visually-hidden" role="status">${this.#speaker.text}</p>
    `;
  }

  #list(): TemplateResult {
    const rows = repeat(
      this.items,
      ({ id }) => id,
      (item) =>
        uploadRow(
          item,
          {
            poster: this.#posters.get(item.id),
            details: this.#options.withoutDetails ? undefined : this.#rooms.details(item),
            player: this.#rooms.player(item, this.#words),
            playable: this.#rooms.canPlay,
            playerFailed: this.#rooms.playerFailed === item.id,
          },
          this.#words,
          this.#actions,
        ),
    );
    // Safari drops the role of a list without bullets.
    // eslint-disable-next-line lit-a11y/no-redundant-role
    return html`<ul class="list" role="list" aria-label=${this.#words.term('list')} part="list">
      ${rows}
    </ul>`;
  }

  get #actions(): RowActions {
    return {
      act: this.#act,
      title: ({ id }, title) => this.uploader.setTitle(id, title),
      titleDone: ({ id }) => this.uploader.saveTitle(id),
      describe: (item) => this.#rooms.toggleDetails(item),
      play: (item) => void this.#rooms.play(item),
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

  readonly #actOnAll = (action: ListAction): void => {
    this.uploader[action]();
    if (action === 'pause' || action === 'resume') this.#options.onPause(action === 'pause');
    void this.#keepFocus(0);
  };

  readonly #toggleNotifier = (): void => {
    void this.#notifier.toggle().then(this.#update);
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
    void copyText(field).then((done) => {
      this.#copied = { key, done };
      this.#speaker.say(this.#words.term(done ? 'copied' : 'copyByHand'));
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
      this.#follow(old, item);
    }
    for (const old of before.values()) if (!this.#known.has(old.id)) this.#forget(old);
    this.#awake.active = this.uploader.totals.moving && items.some(({ phase }) => phase !== 'waiting');
    this.#schedule(turned);
  };

  #follow(before: UploadItem | undefined, now: UploadItem): void {
    if (!before && now.file) this.#posters.draw(now.id, now.file);
    // A recording lies on the browser's disk until the server has it.
    if (isStored(now)) this.#dropTake(now);
    this.#rooms.follow(now);
    this.#notifier.tell(before, now, this.#words);
    for (const event of eventsBetween(before, now)) this.#host.dispatchEvent(event);
  }

  #forget(item: UploadItem): void {
    this.#posters.forget(item.id);
    this.#rooms.forget(item.id);
    this.#dropTake(item);
  }

  #dropTake({ file }: UploadItem): void {
    if (file) void this.#takes.get(file)?.drop();
  }

  /** What a person did shows at once; mere numbers wait. */
  #schedule(now: boolean): void {
    const wait = calm - (performance.now() - this.#renderedAt);
    if (now || wait <= 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#renderedAt = performance.now();
      const text = this.#announcer.next(this.items, this.#words);
      if (text) this.#speaker.say(text);
      this.#host.requestUpdate();
    } else {
      this.#timer ??= setTimeout(() => this.#schedule(true), wait);
    }
  }
}
