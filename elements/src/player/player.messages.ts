import { defineMessages, type Translation } from '../localize/messages.ts';

/** What the player says before anything is played. The words of the controls are in `controls/`. */

const english = {
  player: 'Video player',
  playerNamed: 'Video player: {name}',
  play: 'Play',
  loading: 'Loading',
  unmute: 'Unmute',
  retry: 'Try again',
  error_offline: 'You are offline. Playback goes on when you are connected again.',
  error_network: 'The video could not be loaded.',
  error_forbidden: 'You do not have access to this video.',
  error_not_found: 'This video is not available.',
  error_unsupported: 'This browser cannot play this video.',
  error_decode: 'The video stopped because of a playback problem.',
  error_processing_failed: 'This video could not be prepared.',
  error_no_source: 'There is no video here yet.',
} as const;

export const playerMessages = defineMessages(
  english,
  async (tag) => (await (await import('./messages/first.ts')).first(tag))?.player ?? null,
);

export type PlayerTexts = Translation<typeof english>;
