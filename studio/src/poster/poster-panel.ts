import type { ApiError, Client } from '@vidkit/contracts/client';
import { sendPosterPicture } from '@vidkit/contracts/client/send-poster-picture';
import { maxPosterBytes, posterTypes } from '@vidkit/contracts/poster-limits';
import type { PutPoster, VideoPoster } from '@vidkit/contracts/schemas/poster';
import type { Video } from '@vidkit/contracts/schemas/video';
import { checkIcon, filmIcon, uploadIcon } from '@vidkit/elements/icons';
import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';

import { failureText } from '../components/processing-text.ts';
import { StudioElement } from '../components/studio-element.ts';
import { clock } from '../components/video-poster.ts';
import type { StudioMessageKey } from '../messages/studio.messages.ts';
import { studioMessages } from '../messages/studio.messages.ts';
import { posterPanelStyles } from './poster-panel.styles.ts';

interface Choice {
  readonly key: string;
  readonly name: string;
  readonly url: string | null;
  /** What choosing it asks for; null for what is chosen already and cannot be chosen again. */
  readonly wanted: PutPoster | null;
}

/** The poster of a video: one of its candidates, a moment of it, or a picture that is brought. */
export class PosterPanel extends StudioElement {
  static override styles = [StudioElement.styles, posterPanelStyles];

  @query('input[type=file]') private input!: HTMLInputElement;

  @state() private poster: VideoPoster | null = null;
  @state() private problem: string | null = null;
  @state() private sending = false;
  /** Marked at once, before the server has answered. */
  @state() private asked: string | null = null;
  @state() private dropping = false;

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) video!: Video;
  /** Where the preview stands, in milliseconds; null while there is none. */
  @property({ attribute: false }) moment: () => number | null = () => null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('video')) return;
    if (changed.get('video')?.id !== this.video.id) {
      this.poster = null;
      this.problem = null;
    }
    if (this.poster?.version !== this.video.version) void this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const { id } = this.video;
    try {
      this.#take(id, await this.client.call('getPoster', { params: { id } }));
    } catch (error) {
      if (id === this.video.id && !this.poster) this.problem = this.reason(error as ApiError);
    }
  };

  /** Answers may overtake each other; what is older than what is shown is no news. */
  #take(id: string, poster: VideoPoster): void {
    if (id !== this.video.id || (this.poster && poster.version < this.poster.version)) return;
    const made = this.poster?.state === 'making' && poster.state === 'ready';
    this.poster = poster;
    if (made) this.notify({ text: this.t('posterStored') });
  }

  async #ask(ask: (poster: VideoPoster) => Promise<VideoPoster>): Promise<void> {
    if (!this.poster || this.sending) return;
    const { id } = this.video;
    this.problem = null;
    this.sending = true;
    try {
      this.#take(id, await ask(this.poster));
    } catch (error) {
      this.problem = this.#words(error);
      await this.#load();
    } finally {
      this.sending = false;
      this.asked = null;
    }
  }

  #words(error: unknown): string {
    const { code } = error as ApiError;
    if (code === 'version_conflict') return this.t('posterAgain');
    if (code === 'quota_exceeded') return this.t('error_quota');
    const key = `posterProblem_${code}`;
    return key in studioMessages.en ? this.t(key as StudioMessageKey) : this.reason(error as ApiError);
  }

  #choose(body: PutPoster, key: string | null = null): Promise<void> {
    if (!this.sending) this.asked = key;
    const { id } = this.video;
    return this.#ask(({ version }) =>
      this.client.call('putPoster', { params: { id }, body, ifMatch: version }),
    );
  }

  readonly #useMoment = (): void => {
    const atMs = this.moment();
    if (atMs !== null) void this.#choose({ kind: 'moment', atMs });
  };

  async #bring(file: File | undefined): Promise<void> {
    if (!file) return;
    if (file.size > maxPosterBytes) {
      this.problem = this.t('posterProblem_body_too_large');
      return;
    }
    const { id } = this.video;
    await this.#ask(({ version }) => sendPosterPicture(this.client, id, file, { ifMatch: version }));
  }

  readonly #onChosen = (): void => {
    const [file] = this.input.files ?? [];
    this.input.value = '';
    void this.#bring(file);
  };

  readonly #onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    this.dropping = true;
  };

  readonly #onDragEnd = (event: DragEvent): void => {
    const { currentTarget, relatedTarget } = event;
    const inside = relatedTarget instanceof Node && (currentTarget as Element).contains(relatedTarget);
    if (!inside) this.dropping = false;
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this.dropping = false;
    void this.#bring(event.dataTransfer?.files[0]);
  };

  override render() {
    const { poster } = this;
    const busy = this.sending || poster?.state === 'making';
    return html`
      <section
        aria-labelledby="poster"
        aria-busy=${busy || (poster === null && this.problem === null)}
        @dragenter=${this.#onDrag}
        @dragover=${this.#onDrag}
        @dragleave=${this.#onDragEnd}
        @drop=${this.#onDrop}
      >
        <h2 id="poster">${this.t('poster')}</h2>
        <p class="muted small">${this.t('posterText')}</p>
        <div class="choices" role="radiogroup" aria-labelledby="poster">
          ${poster ? this.#choices(poster) : html`<div class="picture skeleton"></div>`}
        </div>
        <div class="row">
          ${
            this.video.playable
              ? html`<button
                type="button"
                class="button"
                title=${this.t('posterUseMomentHint')}
                @click=${this.#useMoment}
              >
                ${filmIcon}${this.t('posterUseMoment')}
              </button>`
              : nothing
          }
          <button type="button" class="button" @click=${() => this.input.click()}>
            ${uploadIcon}${this.t('posterBring')}
          </button>
        </div>
        <p class="hint">
          ${this.video.playable ? `${this.t('posterUseMomentHint')} ` : nothing}${this.t('posterBringHint')}
        </p>
        <div class="notes small" role="status">${this.#notes(poster)}</div>
        <input type="file" accept=${posterTypes.join(',')} hidden @change=${this.#onChosen} />
        ${this.dropping ? html`<div class="drop">${this.t('posterDrop')}</div>` : nothing}
      </section>
    `;
  }

  #choices(poster: VideoPoster) {
    const chosen = this.asked ?? keyOf(poster);
    return repeat(
      this.#all(poster),
      ({ key }) => key,
      ({ key, name, url, wanted }) => html`
        <label>
          <input
            type="radio"
            name="poster"
            .checked=${live(key === chosen)}
            @change=${() => (wanted ? void this.#choose(wanted, key) : undefined)}
          />
          <span class="picture">
            ${url ? html`<img src=${url} alt="" loading="lazy" decoding="async" />` : filmIcon}
          </span>
          <span class="name">${key === chosen ? checkIcon : nothing}${name}</span>
        </label>
      `,
    );
  }

  /** The automatic one, the other candidates, and the creator's own where it is none of them. */
  #all({ candidates, kind, atMs, url, state, candidate }: VideoPoster): Choice[] {
    const [first, ...others] = candidates;
    const known = kind === 'automatic' || candidates.some(({ id }) => id === candidate);
    const own = {
      moment: this.t('posterMoment', { time: clock(atMs ?? 0) }),
      upload: this.t('posterUpload'),
    };
    return [
      {
        key: 'automatic',
        name: this.t('posterAutomatic'),
        url: first?.url ?? null,
        wanted: { kind: 'automatic' },
      },
      ...others.map((one, at) => ({
        key: one.id,
        name: this.t('posterCandidate', { number: at + 2 }),
        url: one.url,
        wanted: { kind: 'candidate', candidate: one.id } as const,
      })),
      ...(known
        ? []
        : [
            {
              key: 'own',
              name: kind === 'moment' || kind === 'upload' ? own[kind] : this.t('posterNow'),
              url: state === 'ready' ? url : null,
              wanted: null,
            },
          ]),
    ];
  }

  #notes(poster: VideoPoster | null) {
    if (this.problem !== null) return html`<p class="problem">${this.problem}</p>`;
    if (this.sending) return this.t('posterSending');
    if (poster?.state === 'making') return this.t('posterMaking');
    if (poster?.state !== 'failed' || !poster.failure) return nothing;
    return html`<p class="problem">
      ${failureText(poster.failure, (key) => this.t(key))} ${this.t('posterKept')}
    </p>`;
  }
}

/** The first candidate and the automatic choice look the same, and are one tile. */
const keyOf = ({ kind, candidate, candidates }: VideoPoster): string => {
  if (kind === 'automatic' || (candidate !== null && candidate === candidates[0]?.id)) return 'automatic';
  return candidates.some(({ id }) => id === candidate) ? (candidate ?? '') : 'own';
};
