import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Videólejátszó',
  playerNamed: 'Videólejátszó: {name}',
  play: 'Lejátszás',
  loading: 'Betöltés',
  unmute: 'Hang bekapcsolása',
  retry: 'Újra',
  error_offline: 'Nincs internetkapcsolat. A lejátszás folytatódik, amint helyreáll a kapcsolat.',
  error_network: 'A videót nem sikerült betölteni.',
  error_forbidden: 'Nincs hozzáférése ehhez a videóhoz.',
  error_not_found: 'Ez a videó nem érhető el.',
  error_unsupported: 'Ez a böngésző nem tudja lejátszani ezt a videót.',
  error_decode: 'A videó lejátszási hiba miatt leállt.',
  error_processing_failed: 'A videót nem sikerült előkészíteni.',
  error_no_source: 'Itt még nincs videó.',
};

export const preparing: PreparingTexts = {
  preparing: 'A videó előkészítése folyamatban',
  preparingShare: 'Előkészítés: {share}',
  preparingHint: 'Itt jelenik meg, amint lejátszható lesz.',
  archived: 'Ezt a videót régóta nem nézte senki.',
  bringBack: 'Visszahozás',
  bringBackFailed: 'Nem sikerült. Próbálja újra kis idő múlva.',
  backSoon: 'Mindjárt visszatér',
  backInMinutes: {
    one: 'Körülbelül {count} perc múlva visszatér',
    other: 'Körülbelül {count} perc múlva visszatér',
  },
  backInHours: {
    one: 'Körülbelül {count} óra múlva visszatér',
    other: 'Körülbelül {count} óra múlva visszatér',
  },
  backHint: 'Az archívumból érkezik, és itt indul el.',
};
