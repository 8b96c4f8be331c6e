import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Videopřehrávač',
  playerNamed: 'Videopřehrávač: {name}',
  play: 'Přehrát',
  loading: 'Načítání',
  unmute: 'Zapnout zvuk',
  retry: 'Zkusit znovu',
  error_offline: 'Jste offline. Přehrávání bude pokračovat, až se znovu připojíte.',
  error_network: 'Video se nepodařilo načíst.',
  error_forbidden: 'K tomuto videu nemáte přístup.',
  error_not_found: 'Toto video není k dispozici.',
  error_unsupported: 'Tento prohlížeč nemůže video přehrát.',
  error_decode: 'Video se zastavilo kvůli problému s přehráváním.',
  error_processing_failed: 'Toto video se nepodařilo připravit.',
  error_no_source: 'Zatím tu není žádné video.',
};

export const preparing: PreparingTexts = {
  preparing: 'Toto video se připravuje',
  preparingShare: 'Příprava: {share}',
  preparingHint: 'Objeví se tady, jakmile ho bude možné přehrát.',
  archived: 'Toto video už dlouho nikdo nesledoval.',
  bringBack: 'Obnovit',
  bringBackFailed: 'Nepovedlo se to. Zkuste to za chvíli znovu.',
  backSoon: 'Za okamžik bude zpět',
  backInMinutes: {
    one: 'Bude zpět asi za {count} minutu',
    few: 'Bude zpět asi za {count} minuty',
    many: 'Bude zpět asi za {count} minuty',
    other: 'Bude zpět asi za {count} minut',
  },
  backInHours: {
    one: 'Bude zpět asi za {count} hodinu',
    few: 'Bude zpět asi za {count} hodiny',
    many: 'Bude zpět asi za {count} hodiny',
    other: 'Bude zpět asi za {count} hodin',
  },
  backHint: 'Načítá se z archivu a přehraje se tady.',
};
