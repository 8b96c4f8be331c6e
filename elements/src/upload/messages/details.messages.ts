import { defineMessages } from '../../localize/localize.ts';
import type { Messages } from '../../localize/messages.ts';

/** Words of the form about a video. */
const en = {
  region: 'Details of {name}',
  description: 'Description',
  visibility: 'Who can watch',
  private: 'Private',
  privateHint: 'Only you can watch it.',
  unlisted: 'Unlisted',
  unlistedHint: 'Anyone with the link can watch it.',
  public: 'Public',
  publicHint: 'Everyone can find and watch it.',
  scheduled: 'Scheduled',
  scheduledHint: 'It becomes public at the time that was set.',
  language: 'Language of the video',
  languageNone: 'Not said',
  charactersLeft: { one: '{count} character left', other: '{count} characters left' },
  waiting: 'Kept here. Saved as soon as the upload begins.',
  unsaved: 'Not saved yet',
  saving: 'Saving…',
  saved: 'Saved',
  failed: 'Not saved yet. Trying again…',
  refused: 'The server did not take this. Change it and it is saved again.',
  locked: 'Only its owner can change this, in the studio.',
  conflict: 'This was changed elsewhere meanwhile.',
  keepMine: 'Keep mine',
  takeTheirs: 'Take the other',
} satisfies Messages;

export type DetailsMessages = typeof en;
export type DetailsTerm = keyof DetailsMessages;

export const detailsMessages = defineMessages<DetailsMessages>(en, {
  de: () => import('./details.messages.de.ts'),
  ar: () => import('./details.messages.ar.ts'),
});
