import { html, nothing, type TemplateResult } from 'lit';

import type { ListTerm } from '../messages/list.messages.ts';
import { isMoving, isOver, type UploadItem } from '../model/upload-item.ts';
import type { UploadTotals } from '../model/upload-totals.ts';
import { timeLeft, type ListWords } from './list-words.ts';

export type ListAction = 'pause' | 'resume' | 'cancel' | 'retry';

const labels: Readonly<Record<ListAction, ListTerm>> = {
  pause: 'pauseAll',
  resume: 'resumeAll',
  cancel: 'cancelAll',
  retry: 'retryAll',
};

/** What can be done with several files at once, as they stand. */
export const listActions = (items: readonly UploadItem[]): ListAction[] => {
  const moving = items.filter(isMoving).length;
  const paused = items.filter(({ phase }) => phase === 'paused').length;
  const failed = items.filter(({ phase, problem }) => phase === 'failed' && problem?.retryable).length;
  return [
    ...(moving > 0 && moving + paused > 1 ? (['pause'] as const) : []),
    ...(moving === 0 && paused > 1 ? (['resume'] as const) : []),
    ...(moving + paused > 1 ? (['cancel'] as const) : []),
    ...(failed > 1 ? (['retry'] as const) : []),
  ];
};

/** All files together: one bar, one line, and what can be done with them all. Nothing for a single file. */
export const totalBar = (
  items: readonly UploadItem[],
  totals: UploadTotals,
  words: ListWords,
  act: (action: ListAction) => void,
): TemplateResult | typeof nothing => {
  const actions = listActions(items);
  const { count, stored, sentBytes, totalBytes, bytesPerSecond, secondsLeft, moving } = totals;
  const running = count > 1 && stored < count;
  if (!running && actions.length === 0) return nothing;
  const share = totalBytes > 0 ? Math.min(0.99, sentBytes / totalBytes) : 0;
  const facts = [
    words.term('sent', { sent: words.bytes(sentBytes), total: words.bytes(totalBytes) }),
    ...(moving && bytesPerSecond ? [words.bytes(bytesPerSecond, { per: 'second' })] : []),
    ...(moving && secondsLeft !== null ? [timeLeft(secondsLeft, words)] : []),
  ].join(' · ');
  const failed = items.filter((item) => isOver(item) && item.phase === 'failed').length;
  return html`<div class="total" part="total">
    <div class="total-line">
      <strong>${running ? words.term('total', { stored, count }) : words.term('failedCount', { count: failed })}</strong>
      ${running ? html`<span class="facts">${facts}</span>` : nothing}
      <span class="total-actions">
        ${actions.map(
          (action) =>
            html`<button type="button" class="button small" data-action=${action} @click=${() => act(action)}>
              ${words.term(labels[action])}
            </button>`,
        )}
      </span>
    </div>
    ${
      running
        ? html`<div
            class="progress"
            role="progressbar"
            aria-label=${words.term('totalProgress')}
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=${Math.floor(share * 100)}
            aria-valuetext=${[words.percent(Math.floor(share * 100) / 100), ...(moving && secondsLeft !== null ? [timeLeft(secondsLeft, words)] : [])].join(', ')}
            data-share=${share}
          >
            <div class="progress-value"></div>
          </div>`
        : nothing
    }
  </div>`;
};
