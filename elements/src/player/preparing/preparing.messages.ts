import { defineMessages, type Translation } from '../../localize/messages.ts';

/** What the player says while a video is made, or rests in the archive. */

const english = {
  preparing: 'This video is being prepared',
  preparingShare: 'Being prepared: {share}',
  preparingHint: 'It will be here as soon as it can be played.',
  archived: 'This video has not been watched for a while.',
  bringBack: 'Bring it back',
  bringBackFailed: 'That did not work. Try again in a moment.',
  backSoon: 'Back in a moment',
  backInMinutes: { one: 'Back in about {count} minute', other: 'Back in about {count} minutes' },
  backInHours: { one: 'Back in about {count} hour', other: 'Back in about {count} hours' },
  backHint: 'It comes from the archive and will play here.',
} as const;

export const preparingMessages = defineMessages(
  english,
  async (tag) => (await (await import('../messages/first.ts')).first(tag))?.preparing ?? null,
);

export type PreparingTexts = Translation<typeof english>;
