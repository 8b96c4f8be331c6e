import { defineMessages } from '../localize/messages.ts';

/** What the player says before anything is played. The words of the controls are in `controls/`. */
export const playerMessages = defineMessages(
  {
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
  },
  {
    de: () => import('./messages/player.de.ts'),
    ar: () => import('./messages/player.ar.ts'),
  },
);
