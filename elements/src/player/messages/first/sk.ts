import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Prehrávač videa',
  playerNamed: 'Prehrávač videa: {name}',
  play: 'Prehrať',
  loading: 'Načítava sa',
  unmute: 'Zapnúť zvuk',
  retry: 'Skúsiť znova',
  error_offline: 'Ste offline. Prehrávanie bude pokračovať po obnovení pripojenia.',
  error_network: 'Video sa nepodarilo načítať.',
  error_forbidden: 'K tomuto videu nemáte prístup.',
  error_not_found: 'Toto video nie je k dispozícii.',
  error_unsupported: 'Tento prehliadač nedokáže prehrať toto video.',
  error_decode: 'Video sa zastavilo pre problém s prehrávaním.',
  error_processing_failed: 'Toto video sa nepodarilo pripraviť.',
  error_no_source: 'Zatiaľ tu nie je žiadne video.',
};

export const preparing: PreparingTexts = {
  preparing: 'Toto video sa pripravuje',
  preparingShare: 'Pripravuje sa: {share}',
  preparingHint: 'Zobrazí sa tu, hneď ako ho bude možné prehrať.',
  archived: 'Toto video už dlhšie nikto nepozeral.',
  bringBack: 'Obnoviť',
  bringBackFailed: 'Nepodarilo sa to. Skúste to o chvíľu znova.',
  backSoon: 'O chvíľu bude späť',
  backInMinutes: {
    one: 'Späť približne o {count} minútu',
    few: 'Späť približne o {count} minúty',
    many: 'Späť približne o {count} minúty',
    other: 'Späť približne o {count} minút',
  },
  backInHours: {
    one: 'Späť približne o {count} hodinu',
    few: 'Späť približne o {count} hodiny',
    many: 'Späť približne o {count} hodiny',
    other: 'Späť približne o {count} hodín',
  },
  backHint: 'Obnovuje sa z archívu a prehrá sa tu.',
};
