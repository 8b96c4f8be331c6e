import { defineMessages, type Translation } from '../../localize/messages.ts';

const english = {
  upNext: 'Up next',
  upNextIn: 'Up next in {seconds}',
  nextVideo: 'Next video',
  playNow: 'Play now',
  cancel: 'Cancel',
  again: 'Watch again',
  share: 'Share',
  starts: {
    one: 'Up next: {title}. It starts in {count} second.',
    other: 'Up next: {title}. It starts in {count} seconds.',
  },
  cancelled: 'The next video does not start by itself.',
} as const;

export const endScreenMessages = defineMessages(
  english,
  async (tag) => (await (await import('../messages/later.ts')).later(tag))?.endScreen ?? null,
);

export type EndScreenTexts = Translation<typeof english>;
