import type { Translation } from '../../localize/messages.ts';
import type { RecorderMessages } from './recorder.messages.ts';

export const messages: Translation<RecorderMessages> = {
  camera: 'Mit der Kamera aufnehmen',
  screen: 'Den Bildschirm aufnehmen',
  opening: 'Die Kamera wird geöffnet. Vielleicht fragt Ihr Browser, ob diese Seite sie benutzen darf.',
  chooseScreen: 'Auswählen, was gezeigt wird',
  screenHint: 'Ihr Browser fragt, welcher Bildschirm, welches Fenster oder welcher Tab gezeigt wird.',
  preview: 'Livebild',
  cameraDevice: 'Kamera',
  microphone: 'Mikrofon',
  microphoneDefault: 'Übliches Mikrofon',
  noMicrophone: 'Kein Mikrofon',
  level: 'Lautstärke',
  start: 'Aufnahme starten',
  startIn: 'Beginnt in {count}',
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  stop: 'Beenden',
  retake: 'Neu aufnehmen',
  use: 'Diese Aufnahme verwenden',
  close: 'Aufnahme schließen',
  tryAgain: 'Noch einmal versuchen',
  recorded: 'Aufnahme, {time}',
  ready: 'Bereit zur Aufnahme',
  recording: 'Nimmt auf',
  paused: 'Angehalten',
  finishing: 'Aufnahme wird abgeschlossen …',
  limit: 'Endet von selbst nach {time}.',
  limitReached: 'Die Aufnahme hat von selbst geendet. Sie ist vollständig.',
  left: { one: 'noch {count} Sekunde', other: 'noch {count} Sekunden' },
  fileName: 'Aufnahme',

  sayCountdown: 'Die Aufnahme beginnt in drei Sekunden',
  sayStarted: 'Die Aufnahme hat begonnen',
  sayPaused: 'Die Aufnahme ist angehalten',
  sayResumed: 'Die Aufnahme geht weiter',
  sayStopped: 'Die Aufnahme ist beendet',

  problem_permission_refused:
    'Diese Seite darf darauf nicht zugreifen. Erlauben Sie es in den Einstellungen neben der Adresse und versuchen Sie es noch einmal.',
  problem_no_device:
    'Es gibt keine Kamera oder kein Mikrofon. Schließen Sie eines an und versuchen Sie es noch einmal.',
  problem_device_busy:
    'Ein anderes Programm benutzt Kamera oder Mikrofon. Schließen Sie es und versuchen Sie es noch einmal.',
  problem_not_supported: 'Dieser Browser kann das nicht aufnehmen.',
  problem_storage_full: 'Auf diesem Gerät ist kein Platz mehr. Schaffen Sie welchen und nehmen Sie neu auf.',
  problem_recording_failed: 'Der Browser hat die Aufnahme beendet. Versuchen Sie es noch einmal.',
};
