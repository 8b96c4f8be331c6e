import type { GetToken } from '@vidkit/contracts/client/elements';
import type { Playback } from '@vidkit/contracts/schemas/playback';
import type { Chapter } from '@vidkit/contracts/schemas/texts';
import {
  html,
  nothing,
  unsafeCSS,
  type CSSResult,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';

import { Words } from '../localize/words.ts';
import { coreRoles, declare } from '../styles/core-roles.ts';
import type { Controls } from './controls/controls.ts';
import { failureCover, fittingSources, playCover, unmuteButton, waitingCover } from './cover.templates.ts';
import type { Engine, EngineOptions } from './engine/engine.ts';
import { MediaHost } from './media-host.ts';
import type { Marker } from './model/markers.ts';
import type { FailedMedia, PlayerError } from './model/player-error.ts';
import type { PlayerPort } from './model/player-port.ts';
import type { PreparingView } from './preparing/preparing.view.ts';
import { playerMessages } from './player.messages.ts';
import { shapeRule } from './shape.ts';
import { Loader } from './source/loader.ts';
import { playerStyles } from './vid-player.styles.ts';

/** Milliseconds after which the controls come even though there is no picture. */
const patience = 2000;

/**
 * Plays a video of ours by id, or any HLS stream or file by address. To the page it is a media element: the
 * properties, methods, promises and (non-bubbling) events of `HTMLVideoElement`. Until somebody shows interest it is
 * a poster with a button: it loads no engine and, for `video-id`, asks the API exactly once.
 *
 * A view of a video of ours is told to the API, without anything about who watches; not where the browser sends Do Not
 * Track or Global Privacy Control, nor with the attribute `without-analytics`.
 *
 * @summary Plays videos adaptively.
 *
 * @attr {string} src - Address of an HLS playlist (`.m3u8`) or of any file that the browser plays.
 * @attr {string} poster - Address of a picture shown before playback; else the video's own.
 * @attr {boolean} autoplay - Plays as soon as it can; without sound where the browser allows no more.
 * @attr {boolean} loop - Begins again at the end.
 * @attr {boolean} muted - Without sound at first.
 * @attr {boolean} playsinline - Plays in its place on phones.
 * @attr {'none' | 'metadata' | 'auto'} preload - `auto` loads media without waiting for interest; anything else waits.
 * @attr {'anonymous' | 'use-credentials'} crossorigin - How media are asked for from another origin.
 * @attr {number} width - Reflects as in `<video>`; the size is a matter of CSS.
 * @attr {number} height - Reflects as in `<video>`; the size is a matter of CSS.
 * @attr {string} controlslist - Passed on to the inner element.
 * @attr {boolean} disablepictureinpicture - Passed on to the inner element.
 * @attr {boolean} without-analytics - Tells nobody of views.
 *
 * @slot poster - Replaces the poster picture.
 * @slot top - Above the picture, such as a title or a logo; comes and goes with the controls.
 * @slot overlay - On the picture, below the controls. What covers much of it needs `pointer-events: none`.
 * @slot controls-start - Buttons of the page after those at the start of the row.
 * @slot controls-end - Buttons of the page before those at the end of the row.
 * @slot - `<source>` and `<track>` children, as in `<video>`.
 *
 * @csspart base - The box that holds everything.
 * @csspart video - The native element.
 * @csspart poster - The poster picture.
 * @csspart play-button - The button before playback.
 * @csspart controls - The bar of controls; its buttons are `control-button`.
 * @csspart seek-bar - The timeline.
 * @csspart live-button - Says that it is live; behind that, leads there.
 * @csspart menu - The settings panel, and the context menu.
 * @csspart panel - What opens over or beside the picture: caption style, transcript, share, statistics, help.
 * @csspart caption - One caption.
 * @csspart preparing - What stands there while the video is being made.
 * @csspart archived - What stands there while the video rests in the archive, with its button.
 * @csspart error - The error state.
 * @csspart unmute-button - The button after an autoplay without sound.
 * @csspart end-screen - What stands there at the end: watch again, share, what comes next.
 * @csspart on-device - What stands there while a Cast device plays.
 *
 * @attr {'minimal' | 'audio'} look - `minimal`: play in the middle, a thin timeline, sound and full screen; the rest by
 * keys and the context menu. `audio`: one bar, 64 px high, without a picture. Else a bar over the picture.
 * @attr {boolean} without-preferences - Neither finds nor keeps what a viewer chose (volume, speed, captions, quality).
 * @attr {boolean} without-resume - Does not go on where a viewer stopped, and does not keep it.
 * @attr {boolean} without-auto-pause - Plays beside other players of the page.
 * @attr {boolean} without-autoplay-next - The next video of the playlist waits for a click.
 * @attr {boolean} pause-out-of-view - Pauses while it is scrolled away.
 * @attr {boolean} volume-swipe - A finger that goes up or down on the right half changes the volume.
 * @attr {boolean} disableremoteplayback - Plays on no other device.
 * @attr {string} cast-app-id - Receiver application of Google Cast; its library is loaded when a viewer casts.
 *
 * @cssproperty --vid-accent - Colour of the play button and of what was played; most themes need no more.
 * @cssproperty --vid-accent-text - Colour of signs on it; black or white by contrast unless set.
 * @cssproperty --vid-played - Colour of what was played; the accent, made light enough, unless set.
 * @cssproperty --vid-control - Colour of buttons and times.
 * @cssproperty --vid-track - Colour of the timeline.
 * @cssproperty --vid-buffer - Colour of what is loaded.
 * @cssproperty --vid-scrim - Colour of the shade behind the controls.
 * @cssproperty --vid-shadow - Shadow of menus and panels.
 * @cssproperty --vid-font - Font family; that of the page unless set.
 * @cssproperty --vid-font-mono - Font family of codes.
 * @cssproperty --vid-size-xs - Text size of marks on the timeline.
 * @cssproperty --vid-size-s - Text size of times.
 * @cssproperty --vid-size-m - Text size of menus and panels.
 * @cssproperty --vid-size-l - Text size of messages.
 * @cssproperty --vid-player-radius - Corner radius.
 * @cssproperty --vid-player-fit - `object-fit` of picture and poster; `contain` unless set.
 * @cssproperty --vid-radius-s - Corner radius of fields and labels.
 * @cssproperty --vid-radius-m - Corner radius of entries in menus, and of the player unless it has its own.
 * @cssproperty --vid-radius-full - Corner radius of buttons.
 * @cssproperty --vid-quick - Duration of a change of state.
 * @cssproperty --vid-smooth - Duration of coming and going.
 * @cssproperty --vid-ease - Their timing function.
 *
 * @fires {Event} play - And every other event of `HTMLMediaElement`, on the element itself, not bubbling.
 * @fires {CustomEvent} vid-autoplay-muted - The browser allowed autoplay only without sound; the player shows a button for it.
 * @fires {CustomEvent} vid-theatre-request - The viewer wants a wider player; cancel it to say that the page did that.
 * @fires {CustomEvent} vid-playlist-change - Another video of the playlist is the present one: `detail` has `videoId` and `index`.
 * @fires {CustomEvent<Playback>} vid-playback - What is played is known now, or newer; `detail` is the API's answer.
 */
export class VidPlayer extends MediaHost implements PlayerPort {
  /** Declared without decorators: these bytes are loaded on every page that embeds a video. */
  static override properties: PropertyDeclarations = {
    videoId: { attribute: 'video-id' },
    startTime: { type: Number, attribute: 'start-time' },
    endTime: { type: Number, attribute: 'end-time' },
    playlist: { converter: (ids: string | null) => ids?.match(/\S+/g) ?? [] },
    aspectRatio: { attribute: 'aspect-ratio' },
    loadOn: { attribute: 'load' },
    cmcd: { type: Boolean },
    drmSystems: { attribute: false },
    api: {},
    withoutControls: { type: Boolean, attribute: 'without-controls' },
    withoutHotkeys: { type: Boolean, attribute: 'without-hotkeys' },
    storyboardSrc: { attribute: 'storyboard-src' },
    getToken: { attribute: false },
    markers: { attribute: false },
    givenPlayback: { type: Object, attribute: 'playback' },
  };

  static override styles: CSSResult[] = [unsafeCSS(`:host { ${declare(coreRoles)} }`), playerStyles];

  readonly #words = new Words(this, playerMessages);

  /** Id of a video of ours. `src` wins over it. */
  videoId = '';

  /**
   * When the player fetches what it needs to begin, though no media yet: as soon as it is in sight (`visible`), at once
   * (`eager`), or when a pointer, a finger or the focus comes near.
   */
  loadOn: 'eager' | 'visible' | '' = '';

  /** Tells the servers of the media how playback goes (CMCD, CTA-5004), in the address of each request. */
  cmcd = false;

  /** For encrypted streams: licence servers by key system, as `drmSystems` of hls.js. */
  drmSystems: EngineOptions['drmSystems'] = null;

  /** Seconds from which playback starts. */
  startTime = 0;

  /** Seconds at which playback stops; NaN for the end. */
  endTime = NaN;

  /** Ids of videos of ours that follow each other; as an attribute separated by spaces. */
  playlist: readonly string[] = [];

  /** Shape of the player, such as `9/16`; 16/9 unless set. Reserved before anything is loaded. */
  aspectRatio = '';

  /** Origin of the API; else that of this script, else that of the page. */
  api = '';

  /** Leaves the controls to the page, for example to a `<media-controller>` around it. */
  withoutControls = false;

  /** Turns the keyboard shortcuts off; buttons and sliders keep their own keys. */
  withoutHotkeys = false;

  /** Address of a WebVTT storyboard, for `src`. */
  storyboardSrc = '';

  /** Gives an access token for videos that not everybody may see. Not an attribute: a token is no text for a page. */
  getToken: GetToken | undefined;

  /** Moments that are talked about, for the timeline; `<vid-comments>` of the same video sets them by itself. */
  markers: readonly Marker[] = [];

  /** What the API answers about `video-id`, as JSON, where the page has it already: then nobody is asked. */
  givenPlayback: Playback | null = null;

  /** When playback of this source was first asked for, by `performance.now()`; 0 before. @internal */
  playAskedAt = 0;

  readonly #loader = new Loader(this, {
    onChange: () => this.#changed(),
    onPlayback: (playback) => this.#tell(playback),
    onFailure: (error) => this.#failed(error),
  });
  #preparing: PreparingView | null = null;
  #controls: Controls | null = null;
  #controlsLoading: Promise<void> | null = null;
  /** A position that was asked for before there was media to seek in. */
  #startAt: number | null = null;
  /** Where a failure stopped it. */
  #stoppedAt = 0;
  #wantsPlay = false;
  #mutedByBrowser = false;
  /** It was taken out of the page, for longer than a move. */
  #left = false;
  #shapeSheet: CSSStyleSheet | null = null;
  #children: MutationObserver | null = null;
  #sight: IntersectionObserver | null = null;

  constructor() {
    super();
    const { media } = this;
    media.part.add('video');
    // The inner element must wait for our engine, never for the network on its own account.
    media.setAttribute('preload', 'none');
  }

  private get base(): HTMLElement | null {
    return this.renderRoot?.querySelector('.base') ?? null;
  }

  /** @internal */
  get started(): boolean {
    return this.playAskedAt > 0;
  }

  /** @internal */
  get engine(): Engine | null {
    return this.#loader.engine;
  }

  /** @internal */
  get playback(): Playback | null {
    return this.#loader.playback;
  }

  /** @internal */
  get failure(): PlayerError | null {
    return this.#loader.failure;
  }

  /** @internal */
  get element(): this {
    return this;
  }

  /** The opposite of `without-controls`. */
  get controls(): boolean {
    return !this.withoutControls;
  }

  set controls(shown: boolean) {
    this.withoutControls = !shown;
  }

  /** @internal */
  get hotkeys(): boolean {
    return !this.withoutHotkeys;
  }

  /** What the player is called to a screen reader: its `aria-label`, else the video's title. */
  get name(): string {
    return this.getAttribute('aria-label') ?? this.#loader.playback?.title ?? '';
  }

  /** Chapters of the video, in order. */
  get chapters(): readonly Chapter[] {
    return this.#loader.playback?.chapters ?? [];
  }

  /** @internal */
  get storyboardUrl(): string | null {
    return this.storyboardSrc || (this.#loader.playback?.storyboardUrl ?? null);
  }

  /** False for a silent video. */
  get hasAudio(): boolean {
    return this.#loader.playback?.hasAudio ?? true;
  }

  /** Address of what is played. */
  get currentSrc(): string {
    return this.#loader.address?.url ?? '';
  }

  get paused(): boolean {
    return this.media.paused && !this.#wantsPlay;
  }

  get ended(): boolean {
    return this.media.ended;
  }

  get duration(): number {
    if (this.media.readyState > 0) return this.media.duration;
    return this.#loader.playback ? this.#loader.playback.durationMs / 1000 : NaN;
  }

  get currentTime(): number {
    return this.#startAt ?? (this.failure ? this.#stoppedAt : this.media.currentTime);
  }

  set currentTime(seconds: number) {
    if (!Number.isFinite(seconds)) throw new TypeError('currentTime must be a finite number');
    this.#startAt = this.media.readyState > 0 ? null : Math.max(0, seconds);
    if (this.#startAt === null) this.media.currentTime = seconds;
    this.requestUpdate();
  }

  /** Why playback failed for good: a `MediaError` with the `reason`, more precisely; null while all is well. */
  get error(): FailedMedia | null {
    return this.failure?.mediaError ?? null;
  }

  get networkState(): number {
    return this.failure ? HTMLMediaElement.NETWORK_NO_SOURCE : this.media.networkState;
  }

  get srcObject(): MediaProvider | null {
    return this.media.srcObject;
  }

  set srcObject(media: MediaProvider | null) {
    this.media.srcObject = media;
    this.#open();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#children = new MutationObserver(() => this.#childrenChanged());
    this.#children.observe(this, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['src'],
    });
    if (this.#left) this.#open();
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#children?.disconnect();
    this.#sight?.disconnect();
    // Moving an element takes it out for a moment; only one that stays out is closed.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#startAt = this.media.currentTime || this.#startAt;
      this.#close();
      this.#left = true;
    });
  }

  /**
   * Starts playback; resolves when it has begun, as in `HTMLMediaElement`. Loads what is needed first.
   *
   * @throws {DOMException} `NotAllowedError` by autoplay rules, `AbortError` by `pause()`, `NotSupportedError`.
   */
  play(): Promise<void> {
    // What was set in this very task is the source already.
    if (this.#children?.takeRecords().length) this.#childrenChanged();
    this.performUpdate();
    return this.#play();
  }

  async #play(): Promise<void> {
    const { generation } = this.#loader;
    this.#wantsPlay = true;
    this.playAskedAt ||= performance.now();
    this.requestUpdate();
    // Inside the gesture: browsers that tie sound to it remember the element by this call.
    if (!this.media.currentSrc) this.media.load();
    try {
      await Promise.all([this.#loader.attach(), this.#accompany()]);
      if (generation !== this.#loader.generation || !this.#wantsPlay) {
        throw new DOMException('play() was interrupted', 'AbortError');
      }
      if (!this.engine && !this.srcObject) throw new DOMException('no source', 'NotSupportedError');
      this.engine?.start(this.#startAt ?? 0);
      this.#loadControlsLater();
      await this.media.play().catch((error: unknown) => {
        // An engine that begins anew takes the first one's promise along.
        const again = (error as DOMException).name === 'AbortError' && this.#wantsPlay;
        if (again && generation === this.#loader.generation) return this.media.play();
        throw error;
      });
    } catch (error) {
      throw this.failure ? new DOMException(this.failure.message, 'NotSupportedError') : error;
    } finally {
      if (generation === this.#loader.generation) this.#wantsPlay = false;
      this.requestUpdate();
    }
  }

  /** Stops where it is. */
  pause(): void {
    this.#wantsPlay = false;
    this.media.pause();
    this.requestUpdate();
  }

  /** Begins again with the present source, from its start. */
  load(): void {
    this.#startAt = null;
    this.#open();
  }

  /** After a failure: tries again where it stopped, and plays on if it was playing. */
  retry(): void {
    const { currentTime, started } = this;
    const { playbackRate } = this.media;
    this.#open({ keepPosition: currentTime });
    this.media.playbackRate = playbackRate;
    if (started) void this.play().catch(() => undefined);
  }

  /** Goes on to the next video of `playlist`. */
  next(): void {
    void this.#accompany(1);
  }

  /** Goes back to the one before in `playlist`; later than its first seconds, to the start of the present one. */
  previous(): void {
    void this.#accompany(-1);
  }

  override focus(options?: FocusOptions): void {
    (this.renderRoot.querySelector<HTMLElement>('.cover:is(button)') ?? this.base)?.focus(options);
  }

  protected override onMedia(event: Event): void {
    super.onMedia(event);
    const { type } = event;
    // From here on the media's own position is the true one.
    if (type === 'seeking' || type === 'playing') this.#startAt = null;
    if (!this.media.muted) this.#mutedByBrowser = false;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('aspectRatio')) this.#shape();
    if (changed.has('loadOn')) this.#watch();
    if (!Array.isArray(this.playlist)) this.playlist = [];
    const [first] = this.playlist;
    if (changed.has('playlist') && first && !this.playlist.includes(this.videoId)) this.videoId = first;
    if (changed.has('videoId') || changed.has('src') || changed.has('api')) this.#open();
  }

  protected override render(): TemplateResult {
    const resting = this.#controls?.resting ?? false;
    return html`
      <div
        class="base ${resting ? 'resting' : ''}"
        part="base"
        role="group"
        tabindex="-1"
        lang=${this.#words.lang}
        dir=${this.#words.dir}
        aria-label=${
          this.name ? this.#words.term('playerNamed', { name: this.name }) : this.#words.term('player')
        }
        @pointerenter=${this.#prepare}
        @touchstart=${{ handleEvent: this.#prepare, passive: true }}
        @focusin=${this.#prepare}
      >
        ${this.media} ${this.#renderPoster()}
        ${this.started && !this.withoutControls ? (this.#controls?.render() ?? nothing) : nothing}
        ${this.#renderCover()} ${this.#mutedByBrowser ? unmuteButton(this.#words, this.#unmute) : nothing}
      </div>
    `;
  }

  protected override updated(): void {
    this.#preparing?.updated(this.#loader.preparation);
    const color = this.#loader.playback?.poster?.color;
    if (color) this.base?.style.setProperty('--poster-color', color);
    if (this.started && !this.withoutControls) this.#controls?.updated();
  }

  #renderPoster(): TemplateResult | typeof nothing {
    const { playback, preparation } = this.#loader;
    // What plays at once needs the line for itself: its picture would hardly be seen.
    const soon = this.autoplay && this.started && playback?.hasVideo;
    const url = soon ? '' : this.poster || (playback?.poster?.url ?? preparation?.posterUrl);
    const others = this.poster ? [] : (playback?.poster?.sources ?? []);
    // Over sound without a picture it stays.
    const gone = this.started && this.media.readyState > 1 && this.media.videoWidth > 0;
    return html`<slot name="poster" class=${gone ? 'poster gone' : nothing}>
      ${
        url
          ? html`<picture>${fittingSources(others, this.clientWidth * devicePixelRatio)}<img
              class="poster ${gone ? 'gone' : ''}"
              part="poster"
              src=${url}
              alt=""
              decoding="async"
            /></picture>`
          : nothing
      }
    </slot>`;
  }

  #renderCover(): TemplateResult | typeof nothing {
    const { failure, preparation } = this.#loader;
    if (failure) return failureCover(this.#words, failure, this.#retry);
    if (preparation !== undefined) return this.#preparing?.render(preparation) ?? nothing;
    if (this.started) return this.#wantsPlay && !this.#controls ? waitingCover(this.#words) : nothing;
    return this.withoutControls || !this.#loader.promising ? nothing : playCover(this.#words, this.#start);
  }

  readonly #start = (): void => {
    this.base?.focus({ preventScroll: true });
    void this.play().catch(() => undefined);
  };

  readonly #retry = (): void => {
    this.base?.focus({ preventScroll: true });
    this.retry();
  };

  readonly #unmute = (): void => {
    this.media.muted = false;
    this.#mutedByBrowser = false;
    this.base?.focus({ preventScroll: true });
    this.requestUpdate();
  };

  /** Somebody comes near: fetches the code and what tells about the video, no media yet. */
  readonly #prepare = (): void => {
    if (this.failure || !this.#loader.promising) return;
    void this.#loadControls();
    void this.#loader.attach();
  };

  /** Waits until the player is in sight, where that is what it waits for. */
  #watch(): void {
    this.#sight?.disconnect();
    if (this.loadOn !== 'visible') return;
    this.#sight = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.#prepare();
    });
    this.#sight.observe(this);
  }

  #open({ keepPosition }: { keepPosition?: number } = {}): void {
    this.#close();
    if (!this.isConnected) return;
    this.#left = false;
    this.#startAt = keepPosition ?? this.#startAt ?? (this.startTime > 0 ? this.startTime : null);
    this.#loader.open();
    if (this.autoplay) void this.#autoplay();
    else if (this.loadOn === 'eager') this.#prepare();
    else if (this.preload === 'auto') {
      void this.#loader.attach().then(() => this.engine?.start(this.#startAt ?? 0));
    }
    this.requestUpdate();
  }

  #close(): void {
    this.#wantsPlay = false;
    this.playAskedAt = 0;
    this.#loader.close();
    this.#controls?.reset();
  }

  #changed(): void {
    if (this.#loader.preparation !== undefined) void this.#loadPreparing();
    this.requestUpdate();
  }

  #tell(playback: Playback): void {
    this.dispatchEvent(new CustomEvent('vid-playback', { detail: playback }));
    this.dispatchEvent(new Event('durationchange'));
  }

  async #loadPreparing(): Promise<void> {
    if (this.#preparing) return;
    const view = await import('./preparing/preparing.view.ts').catch(() => null);
    if (!view || this.#preparing) return;
    this.#preparing = new view.PreparingView(this);
    this.#adopt(view.preparingStyles);
    this.requestUpdate();
  }

  /** Readies what goes on around playback, or steps in the playlist; the video plays without, too. */
  async #accompany(step?: 1 | -1): Promise<void> {
    await import('./companions/companions.ts')
      .then(({ accompany }) => accompany(this, step))
      .catch(() => undefined);
  }

  #adopt({ styleSheet }: CSSResult): void {
    if (styleSheet) this.shadowRoot?.adoptedStyleSheets.push(styleSheet);
  }

  #loadControls(): Promise<void> {
    if (this.withoutControls) return Promise.resolve();
    this.#controlsLoading ??= import('./controls/controls.ts').then(
      ({ Controls, controlsRoles, controlsStyles }) => {
        this.#adopt(controlsRoles);
        this.#adopt(controlsStyles);
        this.#controls = new Controls(this);
        this.requestUpdate();
      },
      () => {
        // The video is worth more than its buttons: it plays on, and the next interest tries again.
        this.#controlsLoading = null;
      },
    );
    return this.#controlsLoading;
  }

  /** Nobody can use controls before there is a picture, which needs the line for itself. */
  #loadControlsLater(): void {
    const load = (): void => void this.#loadControls();
    // Nor while the machine is busy with its first pictures.
    const soon = (): void => {
      if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 500 });
      else load();
    };
    this.media.addEventListener('loadeddata', soon, { once: true });
    setTimeout(load, patience);
  }

  async #autoplay(): Promise<void> {
    try {
      await this.#play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || this.media.muted) return;
      this.media.muted = true;
      this.#mutedByBrowser = true;
      this.dispatchEvent(new CustomEvent('vid-autoplay-muted'));
      await this.#play().catch(() => {
        this.playAskedAt = 0;
        this.#mutedByBrowser = false;
        this.requestUpdate();
      });
    }
  }

  #failed(error: PlayerError): void {
    this.#stoppedAt = this.#startAt ?? this.media.currentTime;
    this.#startAt = null;
    this.#wantsPlay = false;
    if (error.code === 'offline') {
      window.addEventListener('online', () => this.failure === error && this.retry(), { once: true });
    }
    this.dispatchEvent(new Event('error'));
    this.requestUpdate();
  }

  #childrenChanged(): void {
    this.#loader.childrenChanged();
    if (!this.src && !this.videoId && !this.engine) this.#open();
  }

  #shape(): void {
    const sheet = (this.#shapeSheet ??= new CSSStyleSheet());
    sheet.replaceSync(shapeRule(this.aspectRatio));
    const root = this.shadowRoot;
    if (root && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }
}
