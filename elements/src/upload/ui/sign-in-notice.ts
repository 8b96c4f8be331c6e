import { html, nothing, type TemplateResult } from 'lit';

import type { Session } from '../../session/session-port.ts';
import type { ListTerm } from '../messages/list.messages.ts';
import type { UploadItem } from '../model/upload-item.ts';
import type { ListWords } from './list-words.ts';

/** What stands between the files and the server: nobody is signed in, or nobody can. */
export const signInNotice = (
  viewer: Session | null,
  { items, trouble, signIn }: { items: readonly UploadItem[]; trouble: string | null; signIn: () => void },
  words: ListWords,
): TemplateResult | typeof nothing => {
  if (viewer?.state === 'unavailable') {
    const term = viewer.reason === 'insecure_page' ? 'signInInsecure' : 'signInUnregistered';
    return html`<p class="notice critical" role="alert">${words.term(term)}</p>`;
  }
  const waiting = viewer?.state === 'signed-out' && items.some(needsViewer);
  if (!waiting && trouble === null) return nothing;
  const text = words.term(trouble === null ? 'signInToStart' : (troubles[trouble] ?? 'signInFailed'));
  return html`<div class="notice ${trouble === null ? '' : 'critical'}">
    <p role=${trouble === null ? 'status' : 'alert'}>${text}</p>
    ${
      waiting
        ? html`<button type="button" class="button primary" @click=${signIn}>${words.term('signIn')}</button>`
        : nothing
    }
  </div>`;
};

const needsViewer = ({ phase, problem }: UploadItem): boolean =>
  phase === 'waiting' || phase === 'checking' || problem?.code === 'unauthenticated';

/** By the code of what went wrong. */
const troubles: Readonly<Record<string, ListTerm>> = {
  popup_blocked: 'signInBlocked',
  window_closed: 'signInClosed',
};
