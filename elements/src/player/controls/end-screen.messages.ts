import { defineMessages } from '../../localize/messages.ts';

export const endScreenMessages = defineMessages(
  {
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
  },
  {
    de: () => import('../messages/end-screen.de.ts'),
    ar: () => import('../messages/end-screen.ar.ts'),
  },
);
