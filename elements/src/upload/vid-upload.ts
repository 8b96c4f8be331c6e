import type { GetToken } from '@vidkit/contracts/client/elements';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { Localize } from '../localize/localize.ts';
import { apiUrlOf } from '../session/api-url.ts';
import type { Session } from '../session/session-port.ts';
import { controls } from '../styles/controls.styles.ts';
import { hostReset } from '../styles/host-reset.styles.ts';
import { tokens } from '../styles/tokens.ts';
import { uploadMessages, type UploadMessages } from './messages/upload.messages.ts';
import { isMoving, isStored, type UploadItem } from './model/upload-item.ts';
import type { RecordKind } from './recorder/capture.ts';
import { canPickHandles, pickFiles } from './transfer/file-handles.ts';
import { mayHaveJournal } from './transfer/journal-probe.ts';
import { dropCard } from './ui/drop-card.ts';
import { droppedThings } from './ui/dropped-things.ts';
import type { PageDrop } from './ui/page-drop.ts';
import type { UploadDesk } from './ui/upload-desk.ts';
import { anyVideo, videoEndings } from './ui/video-endings.ts';
import type { UploadEventMap } from './upload-events.ts';
import { uploadStyles } from './vid-upload.styles.ts';
import type { PickedFile } from './vid-uploader.ts';

export type { UploadItem } from './model/upload-item.ts';
export type {
  UploadDetailsDetail,
  UploadErrorDetail,
  UploadEventDetail,
  UploadEventMap,
} from './upload-events.ts';

/**
 * Uploads videos from any page: drop or choose files and folders, or record; parts go straight to the store and survive
 * a reload; then live processing, then the player, the link and the embed code. Files are looked at before their first
 * byte. In a form its value is the id of the video, one entry for each.
 *
 * @summary Uploads videos and follows them until they play.
 * @slot - Text below the button, such as rules of the site.
 * @slot details - A `<template>` with the page's own form about a video: each file gets a copy, and `vid-upload-details` says which.
 * @csspart card - The drop area.
 * @csspart page-drop - What lies over the page while files hang over it (`page-drop`).
 * @csspart recorder - The recorder, in the place of the drop area.
 * @csspart total - The bar over all files.
 * @csspart list - The list of files.
 * @csspart row - One file.
 * @csspart preview - The player of a finished video.
 * @csspart share - Link and embed code of a finished video.
 * @cssproperty --vid-accent - The one colour to set; everything else derives from it.
 * @cssproperty --vid-font - The font; by default that of the page.
 * @fires {CustomEvent<UploadEventDetail>} vid-upload-start - An upload was opened; `detail.videoId` is known from here on.
 * @fires {CustomEvent<UploadEventDetail>} vid-upload-progress - Bytes of a file arrived.
 * @fires {CustomEvent<UploadEventDetail>} vid-upload-stored - All bytes of a file are safely stored; processing begins.
 * @fires {CustomEvent<UploadEventDetail>} vid-upload-ready - The video plays in all its qualities.
 * @fires {CustomEvent<UploadErrorDetail>} vid-upload-error - A file failed; `detail.code` and `detail.retryable` say why and whether to try again.
 * @fires {CustomEvent<UploadDetailsDetail>} vid-upload-details - Somebody wants to describe a video; `preventDefault()` keeps our form closed.
 */
export class VidUpload extends LitElement {
  static readonly formAssociated = true;
  static override readonly styles = [tokens, hostReset, controls, uploadStyles];
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  /** How a finished video gets its player: set where the tag is defined. @internal */
  static loadPlayer: (() => Promise<unknown>) | null = null;

  readonly #words: Localize<UploadMessages> = new Localize(this, uploadMessages);
  readonly #internals = this.attachInternals();

  @query('input[type=file]') private readonly input!: HTMLInputElement | null;

  /** Files that are held over the element; null while none are. */
  @state() private dragged: number | null = null;
  @state() private viewer: Session | null = null;
  @state() private desk: UploadDesk | null = null;
  /** `load`, or the code of what went wrong with signing in. */
  @state() private trouble: string | null = null;
  @state() private formDisabled = false;

  /** Origin of the API; by default the one that this script came from. */
  @property() api = '';
  /** As for a file input; every file is looked at as well. */
  @property() accept = '';
  /** The most files in the list at once. */
  @property({ type: Number, attribute: 'max-files' }) maxFiles = Infinity;
  /** The most bytes of one file, where the server would take more. */
  @property({ type: Number, attribute: 'max-size' }) maxSize = Infinity;
  /** The most seconds of one video, where the server would take more. */
  @property({ type: Number, attribute: 'max-duration' }) maxDuration = Infinity;
  /** The most bytes a second that all files together take of the line. */
  @property({ type: Number, attribute: 'max-rate' }) maxRate = Infinity;
  /** Takes one file only. */
  @property({ type: Boolean }) single = false;
  /** No drop area, only the button. */
  @property({ type: Boolean, attribute: 'without-drop' }) withoutDrop = false;
  /** Takes what is dropped anywhere on the page, unless something else takes it. */
  @property({ type: Boolean, attribute: 'page-drop' }) pageDrop = false;
  /** What can be recorded here: `camera`, `screen` or both. */
  @property() record = '';
  /** No form about the video, since the page has its own. */
  @property({ type: Boolean, attribute: 'without-details' }) withoutDetails = false;
  /** Holds all transfers until it is taken away. */
  @property({ type: Boolean, reflect: true }) paused = false;
  /** Takes no files; as for any control of a form. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** In a form: at least one video must be stored. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** In a form: the name under which the ids of the videos are sent. */
  @property({ reflect: true }) name = '';
  /** Lets visitors of a site upload without an account, for who made the token. */
  @property({ attribute: 'upload-token' }) uploadToken = '';
  /** Who uploads; replaces the shared session of the page. */
  @property({ attribute: false }) session: Session | null = null;
  /** For pages that have accounts of their own. */
  @property({ attribute: false }) getToken: GetToken | null = null;

  /** Every file in the list, in order; new objects after each change. */
  get items(): readonly UploadItem[] {
    return this.desk?.items ?? [];
  }

  /** Ids of the videos whose bytes are stored. */
  get value(): readonly string[] {
    return this.items.filter(isStored).flatMap(({ videoId }) => videoId ?? []);
  }

  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#forgetViewer();
    this.addEventListener('pointerenter', this.#prepare);
    this.addEventListener('focusin', this.#prepare);
    this.addEventListener('paste', this.#onPaste);
    this.#watchPage();
    void this.#restore();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving the element inside the page disconnects it for a moment only.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#forgetViewer();
      this.#closeDesk();
      this.#watchPage();
    });
  }

  formDisabledCallback(disabled: boolean): void {
    this.formDisabled = disabled;
  }

  formResetCallback(): void {
    for (const { id } of this.items) this.desk?.uploader.remove(id);
  }

  /** The browser came back to the page: the videos that were uploaded before are in the list again. */
  formStateRestoreCallback(state: unknown): void {
    if (typeof state === 'string' && state) void this.#open().then((desk) => desk?.recall(state));
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.choose, button')?.focus(options);
  }

  /** Adds files as if they had been chosen. */
  async addFiles(files: Iterable<File | PickedFile>): Promise<void> {
    const chosen = [...files].slice(0, this.single ? 1 : undefined);
    if (chosen.length === 0 || this.#off) return;
    const desk = await this.#open();
    if (!desk) return;
    if (this.single) for (const { id } of desk.items) desk.uploader.remove(id);
    desk.add(chosen);
    void this.#identify();
  }

  override render(): TemplateResult {
    return html`
      <div
        class="frame ${this.dragged === null ? '' : 'dragging'}"
        dir=${this.#words.dir}
        role="group"
        aria-label=${this.#words.term('region')}
        @dragenter=${this.#onDrag}
        @dragover=${this.#onDrag}
        @dragleave=${this.#onDragLeave}
        @drop=${this.#onDrop}
      >
        ${this.desk?.recorder ?? this.#card()}
        ${
          this.trouble === 'load'
            ? html`<p class="notice critical" role="alert">${this.#words.term('loadFailed')}</p>`
            : nothing
        }
        ${this.desk?.render(this.viewer, this.trouble) ?? nothing}
      </div>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Who is still being loaded reads them afterwards.
    if (this.desk && (changed.has('api') || changed.has('uploadToken'))) this.#closeDesk();
    if (['session', 'getToken', 'api', 'uploadToken'].some((name) => changed.has(name as 'api')))
      this.#forgetViewer();
    if (changed.has('paused') && this.desk) {
      if (this.paused) this.desk.uploader.pause();
      else this.desk.uploader.resume();
    }
    this.#hold();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('pageDrop')) this.#watchPage();
    this.#offerValue();
  }

  #card(): TemplateResult | typeof nothing {
    const compact = this.items.length > 0;
    if (compact && this.single && this.items.some((item) => isMoving(item) || isStored(item))) return nothing;
    return dropCard(this.#words, {
      compact,
      dragged: this.dragged,
      single: this.single,
      withoutDrop: this.withoutDrop,
      disabled: this.#off,
      accept: this.accept || anyVideo,
      record: this.#recordKinds,
      asksToSignIn: !compact && this.viewer?.state === 'signed-out',
      onChoose: this.#onChoose,
      onPicked: this.#onPicked,
      onRecord: this.#onRecord,
      onSignIn: this.#onSignIn,
    });
  }

  #unsubscribe: (() => void) | null = null;
  #opening: Promise<UploadDesk | null> | null = null;
  #page: Promise<PageDrop | null> | null = null;

  get #apiUrl(): string {
    return apiUrlOf(this.api);
  }

  get #off(): boolean {
    return this.disabled || this.formDisabled;
  }

  /** Browsers without devices to record from, and pages that may not use them, show no button. */
  get #recordKinds(): RecordKind[] {
    const devices = navigator.mediaDevices as Partial<MediaDevices> | undefined;
    const can = { camera: devices?.getUserMedia, screen: devices?.getDisplayMedia };
    return (['camera', 'screen'] as const).filter((kind) => can[kind] && this.record.includes(kind));
  }

  /** Whatever a click will need is fetched when the pointer or the focus comes near. */
  readonly #prepare = (): void => {
    void this.#open();
    void this.#identify();
  };

  #open(): Promise<UploadDesk | null> {
    this.#opening ??= this.#load();
    return this.#opening;
  }

  async #load(): Promise<UploadDesk | null> {
    try {
      const { UploadDesk } = await import('./ui/upload-desk.ts');
      await this.updateComplete;
      // Taken out of the page meanwhile, and perhaps put back and opened once more.
      if (!this.isConnected || this.desk) return this.desk;
      this.trouble = null;
      const desk = new UploadDesk(this, {
        apiUrl: this.#apiUrl,
        getToken: async (options) => (await this.#tokens())(options),
        shared: this.uploadToken !== '',
        withoutDetails: this.withoutDetails,
        loadPlayer: VidUpload.loadPlayer,
        pick: () => this.input?.click(),
        focusChooser: () => this.focus(),
        onPause: (paused) => (this.paused = paused),
        signIn: this.#onSignIn,
      });
      if (this.paused) desk.uploader.pause();
      this.desk = desk;
      this.#hold();
      return desk;
    } catch {
      this.#opening = null;
      this.trouble = 'load';
      return null;
    }
  }

  /** Uploads of an earlier visit wait in the list. */
  async #restore(): Promise<void> {
    if (!(await mayHaveJournal()) || !this.isConnected) return;
    await (await this.#open())?.uploader.restore();
  }

  async #tokens(): Promise<GetToken> {
    if (this.uploadToken) return () => Promise.resolve(this.uploadToken);
    if (this.getToken) return this.getToken;
    return (await this.#identify())?.getToken ?? (() => Promise.resolve(null));
  }

  /** The page vouches for who uploads: nobody has to sign in. */
  get #vouched(): boolean {
    return this.uploadToken !== '' || (this.getToken !== null && !this.session);
  }

  /** The session that applies, asked once what it knows. */
  async #identify(): Promise<Session | null> {
    if (this.#vouched) return null;
    if (!this.viewer) {
      const session = this.session ?? (await import('../session/session.ts')).getSession(this.#apiUrl);
      this.#unsubscribe ??= session.subscribe(() => this.requestUpdate());
      this.viewer = session;
    }
    if (this.viewer.state === 'unknown') await this.viewer.prepare();
    return this.viewer;
  }

  #forgetViewer(): void {
    this.#unsubscribe?.();
    this.viewer = this.isConnected && !this.#vouched ? this.session : null;
    this.#unsubscribe = this.viewer?.subscribe(() => this.requestUpdate()) ?? null;
  }

  #closeDesk(): void {
    this.desk?.close();
    this.desk = null;
    this.#opening = null;
  }

  #hold(): void {
    this.desk?.lead({
      held: !this.#vouched && this.viewer?.state !== 'signed-in',
      rate: this.maxRate,
      limits: {
        accept: this.accept,
        maxFiles: this.maxFiles,
        maxFileBytes: this.maxSize,
        maxDurationMs: this.maxDuration * 1_000,
      },
    });
  }

  /** Files over the page are noticed from the start: a browser that nobody stops would leave for the file. */
  #watchPage(): void {
    if (this.isConnected && this.pageDrop) {
      this.#page ??= import('./ui/page-drop.ts').then(
        ({ PageDrop }) => new PageDrop(this, (transfer) => this.#take(transfer)),
        () => (this.#page = null),
      );
    } else {
      void this.#page?.then((page) => page?.stop());
      this.#page = null;
    }
  }

  #offerValue(): void {
    const ids = this.value;
    const data = new FormData();
    if (this.name) for (const id of ids) data.append(this.name, id);
    this.#internals.setFormValue(data, this.desk?.memory ?? '');
    const moving = this.items.some(isMoving);
    const missing = this.required && ids.length === 0;
    if (!moving && !missing) return this.#internals.setValidity({});
    const term = moving ? 'valueMoving' : 'valueMissing';
    const anchor = this.renderRoot.querySelector<HTMLElement>('button') ?? undefined;
    this.#internals.setValidity(
      { customError: moving, valueMissing: missing },
      this.#words.term(term),
      anchor,
    );
  }

  readonly #onSignIn = (): void => {
    this.trouble = null;
    // At once, inside the click: browsers block windows that open later.
    this.viewer?.signIn().catch((error: unknown) => {
      this.trouble = (error as { code?: string }).code ?? '';
      this.#prepare();
    });
  };

  readonly #onChoose = (): void => {
    if (this.accept || !canPickHandles()) return this.input?.click();
    void pickFiles(!this.single, { 'video/*': videoEndings }).then(
      (files) => this.addFiles(files),
      () => this.input?.click(),
    );
  };

  readonly #onPicked = (): void => {
    const files = [...(this.input?.files ?? [])];
    // The same file can be chosen twice in a row.
    if (this.input) this.input.value = '';
    void this.addFiles(files);
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.addFiles(files);
  };

  readonly #onRecord = (kind: RecordKind): void => {
    void this.#open()
      .then((desk) => desk?.record(kind))
      .catch(() => (this.trouble = 'load'));
  };

  readonly #onDrag = (event: DragEvent): void => {
    const { dataTransfer } = event;
    if (this.withoutDrop || this.#off || !dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    dataTransfer.dropEffect = 'copy';
    this.dragged = Math.max(1, [...dataTransfer.items].filter(({ kind }) => kind === 'file').length);
    if (event.type === 'dragenter') this.#prepare();
  };

  readonly #onDragLeave = (event: DragEvent): void => {
    const inside = event.relatedTarget instanceof Node && this.renderRoot.contains(event.relatedTarget);
    if (!inside) this.dragged = null;
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.dragged = null;
    if (this.withoutDrop || this.#off || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#take(event.dataTransfer);
  };

  #take(transfer: DataTransfer): void {
    const things = droppedThings(transfer);
    void this.#open().then(async (desk) => desk && this.addFiles(await desk.unfold(things)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vid-upload': VidUpload;
  }

  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merges our events into the page's map
  interface HTMLElementEventMap extends UploadEventMap {}
}
