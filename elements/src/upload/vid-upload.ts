import type { GetToken } from '@vidkit/contracts/client/elements';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { cloudUpIcon, userIcon } from '../icons/icons.ts';
import { Localize } from '../localize/localize.ts';
import { apiUrlOf } from '../session/api-url.ts';
import type { Session } from '../session/session-port.ts';
import { controls } from '../styles/controls.styles.ts';
import { hostReset } from '../styles/host-reset.styles.ts';
import { tokens } from '../styles/tokens.ts';
import { uploadMessages, type UploadMessages, type UploadTerm } from './messages/upload.messages.ts';
import { isMoving, isStored, type UploadItem } from './model/upload-item.ts';
import { canPickHandles, pickFiles } from './transfer/file-handles.ts';
import { mayHaveJournal } from './transfer/journal-probe.ts';
import type { UploadDesk } from './ui/upload-desk.ts';
import { droppedFiles } from './ui/dropped-files.ts';
import type { UploadEventMap } from './upload-events.ts';
import { uploadStyles } from './vid-upload.styles.ts';
import type { PickedFile } from './vid-uploader.ts';

export type { UploadItem } from './model/upload-item.ts';
export type { UploadErrorDetail, UploadEventDetail, UploadEventMap } from './upload-events.ts';

/** Endings that systems do not all know as video. */
const videoEndings = [
  '.mp4',
  '.m4v',
  '.mov',
  '.webm',
  '.mkv',
  '.avi',
  '.mpg',
  '.mpeg',
  '.mts',
  '.m2ts',
  '.ts',
  '.flv',
  '.ogv',
  '.wmv',
  '.3gp',
  '.mxf',
];
const anyVideo = ['video/*', ...videoEndings].join(',');

/**
 * Uploads videos from any page: drop or choose, parts straight to the store, resumable, then live processing, then
 * the link and the embed code. In a form its value is the id of the video, one entry for each.
 *
 * @summary Uploads videos and follows them until they play.
 * @slot - Text below the button, such as rules of the site.
 * @csspart card - The drop area.
 * @csspart list - The list of files.
 * @csspart row - One file.
 * @csspart share - Link and embed code of a finished video.
 * @csspart total - The bar over all files.
 * @cssproperty --vid-accent - The one colour to set; everything else derives from it.
 * @fires {CustomEvent<UploadEventDetail>} vid-upload-start - An upload was opened; `detail.videoId` is known from here on.
 * @fires {CustomEvent<UploadEventDetail>} vid-upload-progress - Bytes of a file arrived.
 * @fires {CustomEvent<UploadEventDetail>} vid-upload-stored - All bytes of a file are safely stored; processing begins.
 * @fires {CustomEvent<UploadEventDetail>} vid-upload-ready - The video plays in all its qualities.
 * @fires {CustomEvent<UploadErrorDetail>} vid-upload-error - A file failed; `detail.code` and `detail.retryable` say why and whether to try again.
 */
export class VidUpload extends LitElement {
  static readonly formAssociated = true;
  static override readonly styles = [tokens, hostReset, controls, uploadStyles];
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  readonly #words: Localize<UploadMessages> = new Localize(this, uploadMessages);
  readonly #internals = this.attachInternals();

  @query('input[type=file]') private readonly input!: HTMLInputElement;
  @query('.choose') private readonly chooser!: HTMLButtonElement;

  /** Files that are held over the element; null while none are. */
  @state() private dragged: number | null = null;
  @state() private viewer: Session | null = null;
  @state() private desk: UploadDesk | null = null;
  @state() private trouble: UploadTerm | null = null;

  /** Origin of the API; by default the one that this script came from. */
  @property() api = '';
  /** As for a file input; every file is looked at as well. */
  @property() accept = '';
  /** The most files in the list at once. */
  @property({ type: Number, attribute: 'max-files' }) maxFiles = Infinity;
  /** Takes one file only. */
  @property({ type: Boolean }) single = false;
  /** No drop area, only the button. */
  @property({ type: Boolean, attribute: 'without-drop' }) withoutDrop = false;
  /** Holds all transfers until it is taken away. */
  @property({ type: Boolean, reflect: true }) paused = false;
  /** Takes no files; as for any control of a form. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** In a form: at least one video must be stored. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** In a form: the name under which the ids of the videos are sent. */
  @property({ reflect: true }) name = '';
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

  override connectedCallback(): void {
    super.connectedCallback();
    this.#forgetViewer();
    this.addEventListener('pointerenter', this.#prepare);
    this.addEventListener('focusin', this.#prepare);
    this.addEventListener('paste', this.#onPaste);
    void this.#restore();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving the element inside the page disconnects it for a moment only.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#forgetViewer();
      this.#closeDesk();
    });
  }

  formDisabledCallback(disabled: boolean): void {
    this.disabled = disabled;
  }

  formResetCallback(): void {
    for (const { id } of this.items) this.desk?.uploader.remove(id);
  }

  override focus(options?: FocusOptions): void {
    this.chooser.focus(options);
  }

  /** Adds files as if they had been chosen. */
  async addFiles(files: Iterable<File | PickedFile>): Promise<void> {
    const chosen = [...files].slice(0, this.single ? 1 : undefined);
    if (chosen.length === 0 || this.disabled) return;
    const desk = await this.#open();
    if (!desk) return;
    if (this.single) for (const { id } of desk.items) desk.uploader.remove(id);
    desk.add(chosen);
    void this.#identify();
  }

  override render(): TemplateResult {
    const dragging = this.dragged !== null;
    return html`
      <div
        class="frame ${dragging ? 'dragging' : ''}"
        dir=${this.#words.dir}
        role="group"
        aria-label=${this.#words.term('region')}
        @dragenter=${this.#onDrag}
        @dragover=${this.#onDrag}
        @dragleave=${this.#onDragLeave}
        @drop=${this.#onDrop}
      >
        ${this.#card()} ${this.#notice()} ${this.desk?.render() ?? nothing}
      </div>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('api')) this.#closeDesk();
    if (changed.has('session') || changed.has('getToken') || changed.has('api')) this.#forgetViewer();
    if (changed.has('paused') && this.desk) {
      if (this.paused) this.desk.uploader.pause();
      else this.desk.uploader.resume();
    }
    this.#hold();
  }

  protected override updated(): void {
    this.#offerValue();
  }

  #card(): TemplateResult | typeof nothing {
    const words = this.#words;
    const compact = this.items.length > 0;
    if (compact && this.single && this.items.some((item) => isMoving(item) || isStored(item))) return nothing;
    const invite =
      this.dragged !== null
        ? words.term('release', { count: this.single ? 1 : this.dragged })
        : compact && !this.single
          ? words.term('more')
          : words.term(
              this.withoutDrop
                ? this.single
                  ? 'inviteWithoutDropOne'
                  : 'inviteWithoutDrop'
                : this.single
                  ? 'inviteOne'
                  : 'invite',
            );
    return html`<div
      class="card ${compact ? 'compact' : ''} ${this.withoutDrop ? 'without-drop' : ''}"
      part="card"
    >
      ${cloudUpIcon}
      <p class="invite">${invite}</p>
      <p class="hint" id="formats">${words.term('formats')}</p>
      <div class="buttons">
        <button
          type="button"
          class="choose button ${compact ? '' : 'primary'}"
          aria-describedby="formats"
          ?disabled=${this.disabled}
          @click=${this.#onChoose}
        >
          ${words.term('choose', { count: this.single ? 1 : 2 })}
        </button>
        ${
          !compact && this.viewer?.state === 'signed-out'
            ? html`<button type="button" class="button quiet" @click=${this.#onSignIn}>
                ${userIcon}${words.term('signIn')}
              </button>`
            : nothing
        }
      </div>
      <input
        class="visually-hidden"
        type="file"
        tabindex="-1"
        aria-hidden="true"
        accept=${this.accept || anyVideo}
        ?multiple=${!this.single}
        ?disabled=${this.disabled}
        @change=${this.#onPicked}
      />
      <slot></slot>
    </div>`;
  }

  #notice(): TemplateResult | typeof nothing {
    const words = this.#words;
    if (this.viewer?.state === 'unavailable') {
      const term = this.viewer.reason === 'insecure_page' ? 'signInInsecure' : 'signInUnregistered';
      return html`<p class="notice critical" role="alert">${words.term(term)}</p>`;
    }
    const waiting = this.viewer?.state === 'signed-out' && this.items.some(needsViewer);
    if (!waiting && !this.trouble) return nothing;
    return html`<div class="notice ${this.trouble ? 'critical' : ''}">
      <p role=${this.trouble ? 'alert' : 'status'}>${words.term(this.trouble ?? 'signInToStart')}</p>
      ${
        waiting
          ? html`<button type="button" class="button primary" @click=${this.#onSignIn}>
              ${words.term('signIn')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #unsubscribe: (() => void) | null = null;
  #opening: Promise<UploadDesk | null> | null = null;

  get #apiUrl(): string {
    return apiUrlOf(this.api);
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
      if (!this.isConnected) return null;
      await this.updateComplete;
      this.trouble = null;
      const desk = new UploadDesk(this, {
        apiUrl: this.#apiUrl,
        getToken: async (options) => (await this.#tokens())(options),
        maxFiles: this.maxFiles,
        pick: () => this.input.click(),
        focusChooser: () => this.chooser.focus(),
      });
      if (this.paused) desk.uploader.pause();
      this.desk = desk;
      this.#hold();
      return desk;
    } catch {
      this.#opening = null;
      this.trouble = 'loadFailed';
      return null;
    }
  }

  /** Uploads of an earlier visit wait in the list. */
  async #restore(): Promise<void> {
    if (!(await mayHaveJournal()) || !this.isConnected) return;
    await (await this.#open())?.uploader.restore();
  }

  async #tokens(): Promise<GetToken> {
    if (this.getToken) return this.getToken;
    return (await this.#identify())?.getToken ?? (() => Promise.resolve(null));
  }

  /** The session that applies, asked once what it knows. A page's own tokens need none. */
  async #identify(): Promise<Session | null> {
    if (!this.session && this.getToken) return null;
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
    this.#unsubscribe = null;
    this.viewer = this.isConnected ? this.session : null;
    this.#unsubscribe = this.viewer?.subscribe(() => this.requestUpdate()) ?? null;
  }

  #closeDesk(): void {
    this.desk?.close();
    this.desk = null;
    this.#opening = null;
  }

  #hold(): void {
    if (!this.desk) return;
    const known = this.getToken !== null && !this.session;
    this.desk.uploader.held = !known && this.viewer?.state !== 'signed-in';
  }

  #offerValue(): void {
    const ids = this.value;
    const data = new FormData();
    if (this.name) for (const id of ids) data.append(this.name, id);
    this.#internals.setFormValue(data);
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
      this.trouble = signInTroubles[(error as { code?: string }).code ?? ''] ?? 'signInFailed';
    });
  };

  readonly #onChoose = (): void => {
    if (this.accept || !canPickHandles()) return this.input.click();
    void pickFiles(!this.single, { 'video/*': videoEndings }).then(
      (files) => this.addFiles(files),
      () => this.input.click(),
    );
  };

  readonly #onPicked = (): void => {
    const files = [...(this.input.files ?? [])];
    // The same file can be chosen twice in a row.
    this.input.value = '';
    void this.addFiles(files);
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.addFiles(files);
  };

  readonly #onDrag = (event: DragEvent): void => {
    const { dataTransfer } = event;
    if (this.withoutDrop || this.disabled || !dataTransfer?.types.includes('Files')) return;
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
    if (this.withoutDrop || this.disabled || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    void droppedFiles(event.dataTransfer).then((files) => this.addFiles(files));
  };
}

const needsViewer = ({ phase, problem }: UploadItem): boolean =>
  phase === 'waiting' || phase === 'checking' || problem?.code === 'unauthenticated';

const signInTroubles: Readonly<Record<string, UploadTerm>> = {
  popup_blocked: 'signInBlocked',
  window_closed: 'signInClosed',
};

declare global {
  interface HTMLElementTagNameMap {
    'vid-upload': VidUpload;
  }

  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merges our events into the page's map
  interface HTMLElementEventMap extends UploadEventMap {}
}
