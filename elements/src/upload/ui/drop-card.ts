import { html, nothing, type TemplateResult } from 'lit';

import { cloudUpIcon, userIcon } from '../../icons/icons.ts';
import type { Localize } from '../../localize/localize.ts';
import type { UploadMessages } from '../messages/upload.messages.ts';
import type { RecordKind } from '../recorder/capture.ts';

export interface DropCard {
  /** Small, above a list. */
  readonly compact: boolean;
  /** Files that are held over it; null while none are. */
  readonly dragged: number | null;
  readonly single: boolean;
  readonly withoutDrop: boolean;
  readonly disabled: boolean;
  readonly accept: string;
  readonly record: readonly RecordKind[];
  readonly asksToSignIn: boolean;
  readonly onChoose: () => void;
  readonly onPicked: () => void;
  readonly onRecord: (kind: RecordKind) => void;
  readonly onSignIn: () => void;
}

/** Where files come in: one sentence, one button, and what else the page offers. */
export const dropCard = (words: Localize<UploadMessages>, card: DropCard): TemplateResult => {
  const { compact, dragged, single, withoutDrop, disabled, record } = card;
  const invite = withoutDrop ? 'inviteWithoutDrop' : 'invite';
  const text =
    dragged !== null
      ? words.term('release', { count: single ? 1 : dragged })
      : words.term(single ? (`${invite}One` as const) : compact ? 'more' : invite);
  return html`<div
    class="card ${compact ? 'compact' : ''} ${withoutDrop ? 'without-drop' : ''}"
    part="card"
  >
    ${cloudUpIcon}
    <p class="invite">${text}</p>
    <p class="hint" id="formats">${words.term('formats')}</p>
    <div class="buttons">
      <button
        type="button"
        class="choose button ${compact ? '' : 'primary'}"
        aria-describedby="formats"
        ?disabled=${disabled}
        @click=${card.onChoose}
      >
        ${words.term('choose', { count: single ? 1 : 2 })}
      </button>
      ${record.map(
        (kind) =>
          html`<button
            type="button"
            class="button"
            ?disabled=${disabled}
            @click=${() => card.onRecord(kind)}
          >
            ${words.term(kind === 'camera' ? 'recordCamera' : 'recordScreen')}
          </button>`,
      )}
      ${
        card.asksToSignIn
          ? html`<button type="button" class="button quiet" @click=${card.onSignIn}>
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
      accept=${card.accept}
      ?multiple=${!single}
      ?disabled=${disabled}
      @change=${card.onPicked}
    />
    <slot></slot>
  </div>`;
};
