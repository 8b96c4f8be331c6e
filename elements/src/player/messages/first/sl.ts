import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Predvajalnik videa',
  playerNamed: 'Predvajalnik videa: {name}',
  play: 'Predvajaj',
  loading: 'Nalaganje',
  unmute: 'Vklopi zvok',
  retry: 'Poskusi znova',
  error_offline: 'Nimate povezave. Predvajanje se bo nadaljevalo, ko bo povezava znova vzpostavljena.',
  error_network: 'Videoposnetka ni bilo mogoče naložiti.',
  error_forbidden: 'Nimate dostopa do tega videoposnetka.',
  error_not_found: 'Ta videoposnetek ni na voljo.',
  error_unsupported: 'Ta brskalnik ne more predvajati tega videoposnetka.',
  error_decode: 'Videoposnetek se je ustavil zaradi težave pri predvajanju.',
  error_processing_failed: 'Tega videoposnetka ni bilo mogoče pripraviti.',
  error_no_source: 'Tukaj še ni videoposnetka.',
};

export const preparing: PreparingTexts = {
  preparing: 'Ta videoposnetek se pripravlja',
  preparingShare: 'Priprava: {share}',
  preparingHint: 'Prikazal se bo tukaj, takoj ko ga bo mogoče predvajati.',
  archived: 'Tega videoposnetka že dolgo ni nihče gledal.',
  bringBack: 'Obnovi',
  bringBackFailed: 'Ni uspelo. Poskusite znova čez trenutek.',
  backSoon: 'Na voljo bo čez trenutek',
  backInMinutes: {
    one: 'Na voljo čez približno {count} minuto',
    two: 'Na voljo čez približno {count} minuti',
    few: 'Na voljo čez približno {count} minute',
    other: 'Na voljo čez približno {count} minut',
  },
  backInHours: {
    one: 'Na voljo čez približno {count} uro',
    two: 'Na voljo čez približno {count} uri',
    few: 'Na voljo čez približno {count} ure',
    other: 'Na voljo čez približno {count} ur',
  },
  backHint: 'Prihaja iz arhiva in se bo predvajal tukaj.',
};
