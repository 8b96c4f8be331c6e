import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Videoplayer',
  playerNamed: 'Videoplayer: {name}',
  play: 'Wiedergeben',
  loading: 'Wird geladen',
  unmute: 'Ton einschalten',
  retry: 'Erneut versuchen',
  error_offline: 'Sie sind offline. Die Wiedergabe geht weiter, sobald Sie wieder verbunden sind.',
  error_network: 'Das Video konnte nicht geladen werden.',
  error_forbidden: 'Sie haben keinen Zugriff auf dieses Video.',
  error_not_found: 'Dieses Video ist nicht verfügbar.',
  error_unsupported: 'Dieser Browser kann dieses Video nicht abspielen.',
  error_decode: 'Das Video wurde wegen eines Wiedergabeproblems angehalten.',
  error_processing_failed: 'Dieses Video konnte nicht vorbereitet werden.',
  error_no_source: 'Hier ist noch kein Video.',
};

export const preparing: PreparingTexts = {
  preparing: 'Dieses Video wird vorbereitet',
  preparingShare: 'Wird vorbereitet: {share}',
  preparingHint: 'Es erscheint hier, sobald es abgespielt werden kann.',
  archived: 'Dieses Video hat lange niemand angesehen.',
  bringBack: 'Zurückholen',
  bringBackFailed: 'Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.',
  backSoon: 'Gleich wieder da',
  backInMinutes: { one: 'In etwa {count} Minute wieder da', other: 'In etwa {count} Minuten wieder da' },
  backInHours: { one: 'In etwa {count} Stunde wieder da', other: 'In etwa {count} Stunden wieder da' },
  backHint: 'Es kommt aus dem Archiv und wird hier abgespielt.',
};
