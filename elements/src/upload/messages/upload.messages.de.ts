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
  recordCamera: 'Mit Kamera aufnehmen',
  recordScreen: 'Bildschirm aufnehmen',
  loadFailed:
    'Ein Teil der Seite konnte nicht geladen werden. Prüfen Sie die Verbindung und wählen Sie die Dateien noch einmal aus.',
  valueMissing: 'Wählen Sie ein Video aus.',
  valueMoving: 'Warten Sie, bis der Upload abgeschlossen ist.',
};
