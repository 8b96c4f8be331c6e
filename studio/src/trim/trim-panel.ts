import type { ApiError, Client } from '@vidkit/contracts/client';
import type { Trim, UntrimmedVideo } from '@vidkit/contracts/schemas/trim';
import type { Video } from '@vidkit/contracts/schemas/video';
import { shortestTrimMs } from '@vidkit/contracts/trim-limits';
import type { VidPlayer } from '@vidkit/elements/player';
import { playIcon, retryIcon, undoIcon } from '@vidkit/elements/icons';
import { html, nothing, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import { property, query, state } from 'lit/decorators.js';

import { StudioElement } from '../components/studio-element.ts';
import { readMoment, writeMoment } from './moments.ts';
import type { TrimEnd, TrimMoveEvent } from './trim-line.ts';
import { trimPanelStyles } from './trim-panel.styles.ts';

const ends = ['startMs', 'endMs'] as const;

/**
 * Chooses the part of a video that is shown. The player shows all of it, also what is cut now. Fires `video-change` with
 * the video as it is then.
 */
export class TrimPanel extends StudioElement {
  static override styles = [StudioElement.styles, trimPanelStyles];

  @query('vid-player') private player!: VidPlayer | null;

  @state() private whole: UntrimmedVideo | null = null;
  @state() private chosen: Trim = { startMs: 0, endMs: 0 };
  @state() private unreadable: TrimEnd | null = null;
  @state() private nowMs = 0;
  @state() private loadFailure: ApiError | null = null;
  @state() private problem: string | null = null;
  @state() private asking = false;
  /** While the part is played to be looked at, it ends where the part ends. */
  #previewing = false;

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) video!: Video;

  override connectedCallback(): void {
    super.connectedCallback();
    void import('@vidkit/elements/define/vid-player');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('video');
    if (!changed.has('video')) return;
    const isOther = before?.id !== this.video.id;
    if (isOther) this.whole = null;
    if (isOther || (this.whole === null && before?.status !== this.video.status)) void this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const { id } = this.video;
    this.loadFailure = null;
    try {
      const whole = await this.client.call('getTrim', { params: { id } });
      if (id === this.video.id) this.#take(whole);
    } catch (error) {
      if (id === this.video.id) this.loadFailure = error as ApiError;
    }
  };

  #take(whole: UntrimmedVideo): void {
    this.whole = whole;
    this.chosen = whole.trim ?? { startMs: 0, endMs: whole.durationMs };
    this.unreadable = null;
  }

  override render() {
    const { whole } = this;
    if (!whole) return this.loadFailure ? this.#missing(this.loadFailure) : this.#skeleton();
    const { startMs, endMs } = this.chosen;
    const fault = this.#fault(whole);
    const changed = !isEqual(this.chosen, whole.trim ?? { startMs: 0, endMs: whole.durationMs });
    return html`
      <section class="trim" aria-labelledby="heading">
        <h2 id="heading">${this.t('trim')}</h2>
        <p class="muted">${this.t('trimText')}</p>
        <vid-player
          src=${whole.hlsUrl}
          storyboard-src=${whole.storyboardUrl ?? nothing}
          preload="auto"
          aspect-ratio=${shapeOf(this.video)}
          aria-label=${this.t('trimPlayer')}
          @timeupdate=${this.#onTime}
          @seeked=${this.#onTime}
        ></vid-player>
        <trim-line
          .durationMs=${whole.durationMs}
          .storyboardUrl=${whole.storyboardUrl}
          .startMs=${startMs}
          .endMs=${endMs}
          .nowMs=${this.nowMs}
          @trim-move=${this.#onMove}
        ></trim-line>
        <form class="stack" @submit=${this.#onSubmit}>
          <div class="ends">${ends.map((end) => this.#field(end, fault?.end === end))}</div>
          <div id="notes" aria-live="polite">
            ${
              fault
                ? html`<p class="problem">${this.t(`trimFault_${fault.code}`)}</p>`
                : html`<p class="small">
                  ${this.t('trimLeft', { left: writeMoment(endMs - startMs), all: writeMoment(whole.durationMs) })}
                </p>`
            }
          </div>
          ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
          <div class="row">
            <button type="button" class="button" ?disabled=${fault !== null} @click=${this.#preview}>
              ${playIcon}${this.t('trimPreview')}
            </button>
            <button class="button primary" ?disabled=${this.asking || fault !== null || !changed}>
              ${this.t('trimApply')}
            </button>
            ${
              whole.trim
                ? html`<button type="button" class="button" ?disabled=${this.asking} @click=${this.#undo}>
                  ${undoIcon}${this.t('trimUndo')}
                </button>`
                : nothing
            }
          </div>
        </form>
        ${this.video.source?.state === 'restoring' ? html`<p class="hint">${this.t('trimWaits')}</p>` : nothing}
        <video-status .video=${this.video} detailed></video-status>
        <p class="hint">${this.t('trimHint')}</p>
      </section>
    `;
  }

  #field(end: TrimEnd, faulty: boolean) {
    return html`
      <div>
        <label class="label" for=${end}>${this.t(`trim_${end}`)}</label>
        <div class="row">
          <input
            id=${end}
            class="field"
            inputmode="decimal"
            autocomplete="off"
            spellcheck="false"
            dir="ltr"
            aria-invalid=${faulty}
            aria-describedby="notes"
            .value=${live(this.unreadable === end ? this.#written(end) : writeMoment(this.chosen[end]))}
            @change=${(event: Event) => this.#onWritten(end, event.target as HTMLInputElement)}
          />
          <button
            type="button"
            class="button"
            @click=${() => this.#set(end, Math.round((this.player?.currentTime ?? 0) * 1000))}
          >
            ${this.t(`trimNow_${end}`)}
          </button>
        </div>
      </div>
    `;
  }

  /** Why the part cannot be, and the field to look at. */
  #fault({
    durationMs,
  }: UntrimmedVideo): { code: 'unreadable' | 'reversed' | 'outside' | 'short'; end: TrimEnd } | null {
    const { startMs, endMs } = this.chosen;
    if (this.unreadable) return { code: 'unreadable', end: this.unreadable };
    if (endMs > durationMs) return { code: 'outside', end: 'endMs' };
    if (endMs <= startMs) return { code: 'reversed', end: 'endMs' };
    return endMs - startMs < shortestTrimMs ? { code: 'short', end: 'endMs' } : null;
  }

  #written(end: TrimEnd): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${end}`)?.value ?? '';
  }

  #onWritten(end: TrimEnd, { value }: HTMLInputElement): void {
    const ms = readMoment(value);
    if (ms === null) this.unreadable = end;
    else this.#set(end, ms);
  }

  /** The player follows, so that one sees where the cut is. */
  readonly #onMove = ({ end, ms }: TrimMoveEvent): void => {
    const { startMs, endMs } = this.chosen;
    this.#set(
      end,
      end === 'startMs'
        ? Math.min(ms, Math.max(0, endMs - shortestTrimMs))
        : Math.max(ms, startMs + shortestTrimMs),
    );
  };

  #set(end: TrimEnd, ms: number): void {
    this.unreadable = null;
    this.problem = null;
    this.chosen = { ...this.chosen, [end]: ms };
    this.#previewing = false;
    if (this.player && ms <= (this.whole?.durationMs ?? 0)) {
      this.player.pause();
      this.player.currentTime = ms / 1000;
    }
  }

  readonly #onTime = (): void => {
    if (!this.player) return;
    this.nowMs = this.player.currentTime * 1000;
    if (!this.#previewing || this.nowMs < this.chosen.endMs) return;
    this.#previewing = false;
    this.player.pause();
  };

  readonly #preview = (): void => {
    if (!this.player) return;
    this.player.currentTime = this.chosen.startMs / 1000;
    this.#previewing = true;
    void this.player.play().catch(() => undefined);
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    if (!this.whole || this.asking || this.#fault(this.whole)) return;
    const { startMs, endMs } = this.chosen;
    void this.#ask(startMs === 0 && endMs === this.whole.durationMs ? null : this.chosen);
  };

  readonly #undo = (): void => void this.#ask(null);

  async #ask(trim: Trim | null): Promise<void> {
    const { id, version } = this.video;
    this.asking = true;
    this.problem = null;
    try {
      const video = await this.client.call('putTrim', { params: { id }, ifMatch: version, body: { trim } });
      this.#tell(video);
      if (this.whole) this.#take({ ...this.whole, trim });
      this.notify({ text: this.t(trim ? 'trimStarted' : 'trimUndone') });
    } catch (error) {
      await this.#explain(error as ApiError);
    } finally {
      this.asking = false;
    }
  }

  async #explain(error: ApiError): Promise<void> {
    if (error.code === 'version_conflict') {
      const { id } = this.video;
      // What was chosen stays, to be asked for on the version that is there now.
      const video = await this.client.call('getVideo', { params: { id } }).catch(() => null);
      if (video) this.#tell(video);
      this.problem = this.t('trimConflict');
    } else {
      this.problem = error.code === 'object_missing' ? this.t('source_missing') : this.reason(error);
    }
  }

  #tell(detail: Video): void {
    this.dispatchEvent(new CustomEvent('video-change', { detail }));
  }

  #missing(failure: ApiError) {
    const rests = failure.code === 'video_archived';
    const waits = rests || failure.code === 'trim_unavailable';
    return html`
      <section class="empty" role=${waits ? 'status' : 'alert'}>
        <p>${rests ? this.t('archiveFirst') : waits ? this.t('trimUnavailable') : this.reason(failure)}</p>
        ${
          waits
            ? nothing
            : html`<button type="button" class="button" @click=${this.#load}>${retryIcon}${this.t('retry')}</button>`
        }
      </section>
    `;
  }

  #skeleton() {
    return html`<div class="trim" aria-busy="true"><div class="skeleton"></div></div>`;
  }
}

const isEqual = (one: Trim, other: Trim): boolean =>
  one.startMs === other.startMs && one.endMs === other.endMs;

const shapeOf = ({ width, height }: Video): string => (width && height ? `${width}/${height}` : '16/9');
