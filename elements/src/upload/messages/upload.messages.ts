import { defineMessages } from '../../localize/localize.ts';
import type { Messages } from '../../localize/messages.ts';

/** What the empty element says; the list's own words come with the list. */
const en = {
  region: 'Upload videos',
  invite: 'Drag videos here',
  inviteOne: 'Drag a video here',
  inviteWithoutDrop: 'Upload videos',
  inviteWithoutDropOne: 'Upload a video',
  more: 'Add more videos',
  formats: 'MP4, MOV, WebM, MKV and most other formats',
  choose: { one: 'Choose video', other: 'Choose videos' },
  release: { one: 'Drop to upload this video', other: 'Drop to upload {count} videos' },
  signIn: 'Sign in',
  recordCamera: 'Record with the camera',
  recordScreen: 'Record the screen',
  loadFailed: 'A part of the page could not be loaded. Check your connection and choose the files again.',
  valueMissing: 'Choose a video.',
  valueMoving: 'Wait until the upload is complete.',
} satisfies Messages;

export type UploadMessages = typeof en;

export const uploadMessages = defineMessages<UploadMessages>(en, {
  de: () => import('./upload.messages.de.ts'),
  ar: () => import('./upload.messages.ar.ts'),
});
