import { html, nothing } from 'lit';

import type { Draft } from '../model/drafts.ts';
import { closeIcon } from '../../icons/marks.ts';
import { clockIcon } from '../../icons/places.ts';
import type { CommentsView } from '../render/comments-view.ts';
import { commentMaxLength } from './comment-length.ts';
import type { Participation } from './participation.ts';
import { formatTimecode } from '../render/timecode.ts';

/** From here on the composer counts down. */
const countFrom = 500;

/** What stands below the field: the moment, the room that is left, who writes, and the buttons. */
export const composerFooter = (view: CommentsView, own: Participation, place: string) => {
  const { words, session } = own;
  const draft = view.draft(place);
  const kind = place.startsWith('edit-') ? 'edit' : place.startsWith('reply-') ? 'reply' : 'composer';
  const signedIn = session.state === 'signed-in';
  const blocked = session.state === 'unavailable';
  const waiting = own.busyPlace === place;
  const problem = blocked ? (session.reason ?? 'network') : own.signInProblem;
  const send =
    kind === 'edit'
      ? words.term('edit.save')
      : words.term(signedIn ? `${kind}.send` : `${kind}.signInAndSend`);
  return html`<div class="footer">
    ${kind === 'edit' ? nothing : momentTemplate(view, own, place, draft)}
    <span class="hint muted" id="hint-${place}">${hintOf(own, draft, waiting)}</span>
    <span class="buttons">
      <button type="button" class="button quiet" @click=${() => own.cancel(place)}>
        ${words.term('composer.cancel')}
      </button>
      <button
        type="submit"
        class="button primary"
        part="send"
        aria-disabled=${blocked || waiting || draft.text.trim() === '' || draft.text.length > commentMaxLength}
      >
        ${send}
      </button>
    </span>
    ${problem ? html`<p class="problem" role="alert">${own.problemText(problem, 'session')}</p>` : nothing}
  </div>`;
};

const hintOf = ({ words, session }: Participation, { text }: Draft, waiting: boolean): string => {
  if (waiting) return words.term('composer.waiting');
  const left = commentMaxLength - text.length;
  if (left < 0) return words.term('composer.tooLong', { count: -left });
  if (left <= countFrom) return words.term('composer.left', { count: left });
  return session.person ? words.term('composer.signedInAs', { name: session.person.name }) : '';
};

/** Offers the moment that the player shows; once taken it stays, and a click lets it go. */
const momentTemplate = (view: CommentsView, own: Participation, place: string, draft: Draft) => {
  const ms = draft.atMs ?? view.momentMs;
  if (ms === null) return nothing;
  const time = formatTimecode(ms);
  const taken = draft.atMs !== null;
  return html`<button
    type="button"
    class="chip ${taken ? '' : 'neutral'}"
    part="moment"
    aria-pressed=${taken}
    aria-label=${own.words.term(taken ? 'composer.detachLabel' : 'composer.attachLabel', { time })}
    @click=${() => view.setDraft(place, { ...draft, atMs: taken ? null : ms })}
  >
    ${clockIcon} ${own.words.term('composer.attach', { time })} ${taken ? closeIcon : nothing}
  </button>`;
};
