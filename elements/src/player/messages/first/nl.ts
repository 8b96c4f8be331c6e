import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Videospeler',
  playerNamed: 'Videospeler: {name}',
  play: 'Afspelen',
  loading: 'Laden',
  unmute: 'Dempen opheffen',
  retry: 'Opnieuw proberen',
  error_offline: 'Je bent offline. Het afspelen gaat verder zodra je weer verbinding hebt.',
  error_network: 'De video kan niet worden geladen.',
  error_forbidden: 'Je hebt geen toegang tot deze video.',
  error_not_found: 'Deze video is niet beschikbaar.',
  error_unsupported: 'Deze browser kan deze video niet afspelen.',
  error_decode: 'De video is gestopt vanwege een afspeelprobleem.',
  error_processing_failed: 'Deze video kan niet worden voorbereid.',
  error_no_source: 'Er is hier nog geen video.',
};

export const preparing: PreparingTexts = {
  preparing: 'Deze video wordt voorbereid',
  preparingShare: 'Wordt voorbereid: {share}',
  preparingHint: 'De video verschijnt hier zodra deze kan worden afgespeeld.',
  archived: 'Deze video is al een tijdje niet bekeken.',
  bringBack: 'Terughalen',
  bringBackFailed: 'Dat is niet gelukt. Probeer het zo nog eens.',
  backSoon: 'Zo weer terug',
  backInMinutes: {
    one: 'Over ongeveer {count} minuut weer terug',
    other: 'Over ongeveer {count} minuten weer terug',
  },
  backInHours: { one: 'Over ongeveer {count} uur weer terug', other: 'Over ongeveer {count} uur weer terug' },
  backHint: 'De video komt uit het archief en wordt hier afgespeeld.',
};
