import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Videopleier',
  playerNamed: 'Videopleier: {name}',
  play: 'Esita',
  loading: 'Laadimine',
  unmute: 'Lülita heli sisse',
  retry: 'Proovi uuesti',
  error_offline: 'Internetiühendus puudub. Esitus jätkub, kui ühendus taastub.',
  error_network: 'Videot ei õnnestunud laadida.',
  error_forbidden: 'Teil pole sellele videole juurdepääsu.',
  error_not_found: 'See video pole saadaval.',
  error_unsupported: 'See brauser ei saa seda videot esitada.',
  error_decode: 'Video peatus esitusprobleemi tõttu.',
  error_processing_failed: 'Videot ei õnnestunud ette valmistada.',
  error_no_source: 'Siin pole veel videot.',
};

export const preparing: PreparingTexts = {
  preparing: 'Videot valmistatakse ette',
  preparingShare: 'Ettevalmistamine: {share}',
  preparingHint: 'See ilmub siia kohe, kui seda saab esitada.',
  archived: 'Seda videot pole ammu vaadatud.',
  bringBack: 'Too tagasi',
  bringBackFailed: 'See ei õnnestunud. Proovige hetke pärast uuesti.',
  backSoon: 'Hetke pärast tagasi',
  backInMinutes: { one: 'Tagasi umbes {count} minuti pärast', other: 'Tagasi umbes {count} minuti pärast' },
  backInHours: { one: 'Tagasi umbes {count} tunni pärast', other: 'Tagasi umbes {count} tunni pärast' },
  backHint: 'See tuuakse arhiivist ja esitatakse siin.',
};
