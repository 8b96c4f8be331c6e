import { defineMessages } from '../localize/messages.ts';
import { messages, type CommentsMessages } from './messages/comments.en.ts';

export type { CommentsMessages } from './messages/comments.en.ts';
export type CommentsMessage = keyof CommentsMessages;

export const commentsMessages = defineMessages<CommentsMessages>(messages, {
  de: () => import('./messages/comments.de.ts'),
  ar: () => import('./messages/comments.ar.ts'),
});
