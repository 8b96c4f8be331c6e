import type { ApiError, Client } from '@vidkit/contracts/client';
import type { Video, VideoStatus } from '@vidkit/contracts/schemas/video';
import { retryIcon } from '@vidkit/elements/icons';
import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';

import { StudioElement } from '../components/studio-element.ts';

/** What can be done in each state of a video that is whole; others are left alone. */
const actions = {
  ready: { call: 'archiveVideo', label: 'archiveNow' },
  archived: { call: 'unarchiveVideo', label: 'archiveRestore' },
  restoring: null,
} as const;

/** Sends a video to the archive and brings it back. Fires `video-change` with the video as it is then. */
export class ArchivePanel extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      h2 {
        margin-block-end: var(--_space-1);
        font-size: var(--_size-s);
      }

      .button {
        margin-block-start: var(--_space-2);
      }
    `,
  ];

  @state() private failure: string | null = null;
  @state() private asking = false;

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) video!: Video;

  override render() {
    const { status } = this.video;
    if (!isWhole(status)) return nothing;
    const action = actions[status];
    return html`
      <section aria-labelledby="archive">
        <h2 id="archive">${this.t('archive')}</h2>
        <p class="muted" role="status">${this.t(`archive_${status}`)}</p>
        ${this.failure === null ? nothing : html`<p class="problem" role="alert">${this.failure}</p>`}
        ${
          action &&
          html`<button type="button" class="button" ?disabled=${this.asking} @click=${() => this.#ask(action.call)}>
            ${status === 'archived' ? retryIcon : nothing}${this.t(action.label)}
          </button>`
        }
      </section>
    `;
  }

  async #ask(call: 'archiveVideo' | 'unarchiveVideo'): Promise<void> {
    this.failure = null;
    this.asking = true;
    try {
      const detail = await this.client.call(call, { params: { id: this.video.id } });
      this.dispatchEvent(new CustomEvent('video-change', { detail }));
    } catch (error) {
      const { code } = error as ApiError;
      this.failure =
        code === 'archive_unavailable' ? this.t('archiveUnavailable') : this.reason(error as ApiError);
    } finally {
      this.asking = false;
    }
  }
}

const isWhole = (status: VideoStatus): status is keyof typeof actions => status in actions;
