import { defineMessages } from '../../localize/localize.ts';
import type { Messages } from '../../localize/messages.ts';

/** Words of the recorder. A problem's key is `problem_<code>`; those of a camera and a screen can differ. */
const en = {
  camera: 'Record with the camera',
  screen: 'Record the screen',
  opening: 'Waiting for the camera. Your browser may ask whether this page may use it.',
  chooseScreen: 'Choose what to share',
  screenHint: 'Your browser asks which screen, window or tab to show.',
  preview: 'Live picture',
  cameraDevice: 'Camera',
  microphone: 'Microphone',
  microphoneDefault: 'Usual microphone',
  noMicrophone: 'No microphone',
  level: 'Loudness',
  start: 'Start recording',
  startIn: 'Begins in {count}',
  pause: 'Pause',
  resume: 'Go on',
  stop: 'Stop',
  retake: 'Record again',
  use: 'Use this recording',
  close: 'Close the recorder',
  tryAgain: 'Try again',
  recorded: 'Recording, {time}',
  ready: 'Ready to record',
  recording: 'Recording',
  paused: 'Paused',
  finishing: 'Finishing the recording…',
  limit: 'Ends by itself after {time}.',
  limitReached: 'The recording has ended by itself. It is complete.',
  left: { one: '{count} second left', other: '{count} seconds left' },
  fileName: 'Recording',

  sayCountdown: 'Recording begins in three seconds',
  sayStarted: 'Recording has begun',
  sayPaused: 'Recording is paused',
  sayResumed: 'Recording goes on',
  sayStopped: 'Recording has ended',

  problem_permission_refused:
    'This page may not use it. Allow it in the settings beside the address, then try again.',
  problem_no_device: 'There is no camera or microphone. Connect one, then try again.',
  problem_device_busy: 'Another program uses the camera or microphone. Close it, then try again.',
  problem_not_supported: 'This browser cannot record that.',
  problem_storage_full: 'There is no room left on this device. Free some, then record again.',
  problem_recording_failed: 'The browser stopped recording. Try again.',
} satisfies Messages;

export type RecorderMessages = typeof en;

export const recorderMessages = defineMessages<RecorderMessages>(en, {
  de: () => import('./recorder.messages.de.ts'),
  ar: () => import('./recorder.messages.ar.ts'),
});
