import type { Translation } from '../../localize/messages.ts';
import type { UploadMessages } from './upload.messages.ts';

export const messages: Translation<UploadMessages> = {
  region: 'Videos hochladen',
  invite: 'Videos hierher ziehen',
  inviteOne: 'Video hierher ziehen',
  inviteWithoutDrop: 'Videos hochladen',
  inviteWithoutDropOne: 'Video hochladen',
  more: 'Weitere Videos hinzufügen',
  formats: 'MP4, MOV, WebM, MKV und die meisten anderen Formate',
  choose: { one: 'Video auswählen', other: 'Videos auswählen' },
  release: {
    one: 'Loslassen, um dieses Video hochzuladen',
    other: 'Loslassen, um {count} Videos hochzuladen',
  },
  signIn: 'Anmelden',
  signInToStart: 'Melden Sie sich an, um den Upload zu starten. Ihre Dateien bleiben in der Liste.',
  signInClosed: 'Das Anmeldefenster wurde vor dem Ende geschlossen.',
  signInBlocked: 'Der Browser hat das Anmeldefenster blockiert. Klicken Sie noch einmal auf „Anmelden“.',
  signInFailed: 'Die Anmeldung hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  signInUnregistered:
    'Für diese Seite ist das Hochladen nicht eingerichtet. Wer sie betreibt, kann sie im Studio eintragen.',
  signInInsecure: 'Zum Hochladen muss die Seite über HTTPS ausgeliefert werden.',
  loadFailed:
    'Ein Teil der Seite konnte nicht geladen werden. Prüfen Sie die Verbindung und wählen Sie die Dateien noch einmal aus.',
  valueMissing: 'Wählen Sie ein Video aus.',
  valueMoving: 'Warten Sie, bis der Upload abgeschlossen ist.',
};
