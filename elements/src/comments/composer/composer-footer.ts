import { html, nothing } from 'lit';

import { commentMaxLength } from './comment-length.ts';
import type { Draft } from '../model/drafts.ts';
import { clockIcon, closeIcon } from '../../icons/icons.ts';
import type { CommentsView } from '../render/comments-view.ts';
import { problemText } from '../render/problem-text.ts';
import { formatTimecode } from '../render/timecode.ts';

/** From here on the composer counts down. */
const countFrom = 500;

/** What stands below the field: the moment, the room that is left, who writes, and the buttons. */
export const composerFooter = (view: CommentsView, place: string) => {
  const { localize, session } = view;
  const draft = view.draft(place);
  const kind = place.startsWith('edit-') ? 'edit' : place.startsWith('reply-') ? 'reply' : 'composer';
  const signedIn = session.state === 'signed-in';
  const blocked = session.state === 'unavailable';
  const waiting = view.busyPlace === place;
  const problem = blocked ? (session.reason ?? 'network') : view.signInProblem;
  const send =
    kind === 'edit'
      ? localize.term('edit.save')
      : localize.term(signedIn ? `${kind}.send` : `${kind}.signInAndSend`);
  return html`<div class="footer">
    ${kind === 'edit' ? nothing : momentTemplate(view, place, draft)}
    <span class="hint muted" id="hint-${place}">${hintOf(view, draft, waiting)}</span>
    <span class="buttons">
      <button type="button" class="button quiet" @click=${() => view.cancel(place)}>
        ${localize.term('composer.cancel')}
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
    ${problem ? html`<p class="problem" role="alert">${problemText(localize, problem, 'session')}</p>` : nothing}
  </div>`;
};

const hintOf = ({ localize, session }: CommentsView, { text }: Draft, waiting: boolean): string => {
  if (waiting) return localize.term('composer.waiting');
  const left = commentMaxLength - text.length;
  if (left < 0) return localize.term('composer.tooLong', { count: -left });
  if (left <= countFrom) return localize.term('composer.left', { count: left });
  return session.person ? localize.term('composer.signedInAs', { name: session.person.name }) : '';
};

/** Offers the moment that the player shows; once taken it stays, and a click lets it go. */
const momentTemplate = (view: CommentsView, place: string, draft: Draft) => {
  const ms = draft.atMs ?? view.momentMs;
  if (ms === null) return nothing;
  const time = formatTimecode(ms);
  const taken = draft.atMs !== null;
  return html`<button
    type="button"
    class="chip ${taken ? '' : 'neutral'}"
    part="moment"
    aria-pressed=${taken}
    aria-label=${view.localize.term(taken ? 'composer.detachLabel' : 'composer.attachLabel', { time })}
    @click=${() => view.setDraft(place, { ...draft, atMs: taken ? null : ms })}
  >
    ${clockIcon} ${view.localize.term('composer.attach', { time })} ${taken ? closeIcon : nothing}
  </button>`;
};
