import { defineMessages } from '../../localize/messages.ts';
import { messages, type WritingMessages } from '../messages/writing.en.ts';

export type { WritingMessages } from '../messages/writing.en.ts';

export const writingMessages = defineMessages<WritingMessages>(messages, {
  de: () => import('../messages/writing.de.ts'),
  ar: () => import('../messages/writing.ar.ts'),
});
