import type { Localize } from '../../localize/localize.ts';
import { commentsMessages, type CommentsMessage, type CommentsMessages } from '../comments.messages.ts';

/** The sentence for an error code; a general one for codes that have none. */
export const problemText = (
  localize: Localize<CommentsMessages>,
  code: string,
  kind: 'problem' | 'session' = 'problem',
): string => {
  const key = `${kind}.${code}`;
  return localize.term(key in commentsMessages.en ? (key as CommentsMessage) : 'problem.other');
};
