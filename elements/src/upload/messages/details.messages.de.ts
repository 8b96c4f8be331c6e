import type { Translation } from '../../localize/messages.ts';
import type { DetailsMessages } from './details.messages.ts';

export const messages: Translation<DetailsMessages> = {
  region: 'Angaben zu {name}',
  description: 'Beschreibung',
  visibility: 'Wer es ansehen kann',
  private: 'Privat',
  privateHint: 'Nur Sie können es ansehen.',
  unlisted: 'Nicht gelistet',
  unlistedHint: 'Alle mit dem Link können es ansehen.',
  public: 'Öffentlich',
  publicHint: 'Alle können es finden und ansehen.',
  scheduled: 'Geplant',
  scheduledHint: 'Es wird zur eingestellten Zeit öffentlich.',
  language: 'Sprache des Videos',
  languageNone: 'Keine Angabe',
  charactersLeft: { one: 'noch {count} Zeichen', other: 'noch {count} Zeichen' },
  waiting: 'Hier aufbewahrt. Wird gespeichert, sobald der Upload beginnt.',
  unsaved: 'Noch nicht gespeichert',
  saving: 'Wird gespeichert …',
  saved: 'Gespeichert',
  failed: 'Noch nicht gespeichert. Neuer Versuch …',
  refused: 'Der Server hat das nicht angenommen. Ändern Sie es, dann wird neu gespeichert.',
  locked: 'Das kann nur ändern, wem das Video gehört, im Studio.',
  conflict: 'Das wurde inzwischen anderswo geändert.',
  keepMine: 'Meines behalten',
  takeTheirs: 'Das andere nehmen',
};
