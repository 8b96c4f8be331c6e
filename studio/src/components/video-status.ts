import type { Video } from '@vidkit/contracts/schemas/video';
import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';

import type { StudioMessageKey } from '../messages/studio.messages.ts';
import { StudioElement } from './studio-element.ts';

/** Where a video is on its way, live: a dot and a word, and while it is processed a bar with the time left. */
export class VideoStatus extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      .state {
        display: flex;
        align-items: center;
        gap: var(--_space-2);
        font-weight: 500;
        line-height: 1.3;
      }

      .dot {
        flex: none;
        inline-size: 8px;
        block-size: 8px;
        border-radius: 50%;
        background-color: var(--_text-muted);
        forced-color-adjust: none;
      }

      .positive .dot {
        background-color: var(--_positive);
      }

      .busy .dot {
        background-color: var(--_accent);
      }

      .critical .dot {
        background-color: var(--_critical);
      }

      .percent {
        margin-inline-start: auto;
        color: var(--_text-muted);
        font-variant-numeric: tabular-nums;
        font-weight: 400;
      }

      .progress {
        margin-block: 6px 4px;
      }

      .note {
        color: var(--_text-muted);
        font-size: var(--_size-xs);
        line-height: 1.35;
      }
    `,
  ];

  @property({ attribute: false }) video: Video | null = null;
  /** With the stage and the time left. */
  @property({ type: Boolean }) detailed = false;

  protected override updated(): void {
    const bar = this.renderRoot.querySelector<HTMLElement>('.progress-value');
    bar?.style.setProperty('--value', String((this.video?.progress?.percent ?? 0) / 100));
  }

  override render() {
    if (!this.video) return nothing;
    const { status, playable, progress, readyAt } = this.video;
    const early = status === 'processing' && playable;
    const word = this.t(early ? 'status_playableEarly' : `status_${status}`);
    const percent =
      status === 'processing' && progress ? this.localize.percent(progress.percent / 100) : null;
    return html`
      <p class="state ${toneOf(this.video)}">
        <span class="dot"></span><span>${word}</span>
        ${percent === null ? nothing : html`<span class="percent">${percent}</span>`}
      </p>
      ${
        status === 'processing' && progress
          ? html`
            <div
              class="progress"
              role="progressbar"
              aria-label=${this.t('status_processing')}
              aria-valuemin="0"
              aria-valuemax="100"
              aria-valuenow=${Math.round(progress.percent)}
            >
              <div class="progress-value"></div>
            </div>
            <p class="note">${this.#note(progress.stage, progress.secondsLeft)}</p>
          `
          : nothing
      }
      ${status === 'restoring' ? html`<p class="note">${this.#timeOf(readyAt)}</p>` : nothing}
      ${this.detailed && early ? html`<p class="note">${this.t('playableEarlyText')}</p>` : nothing}
    `;
  }

  #timeOf(readyAt: string | null): string {
    if (readyAt === null || Date.parse(readyAt) <= Date.now()) return this.t('archiveSoon');
    const time = this.localize.date(readyAt, { dateStyle: 'medium', timeStyle: 'short' });
    return this.t('archiveReadyAt', { time });
  }

  #note(stage: string, secondsLeft: number | null): string {
    const stageText = this.t(`stage_${stage}` as StudioMessageKey);
    if (secondsLeft === null) return stageText;
    const left = this.t('timeLeft', { duration: this.localize.duration(roughly(secondsLeft), 'short') });
    return this.detailed ? `${stageText} · ${left}` : left;
  }
}

const toneOf = ({ status }: Video): string => {
  if (status === 'ready') return 'positive';
  if (status === 'failed') return 'critical';
  return status === 'draft' || status === 'archived' ? '' : 'busy';
};

/** An estimate to the second would only flicker. */
const roughly = (seconds: number): number =>
  seconds > 90 ? Math.round(seconds / 60) * 60 : Math.max(5, Math.round(seconds / 5) * 5);
