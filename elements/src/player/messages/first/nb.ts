import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Videospiller',
  playerNamed: 'Videospiller: {name}',
  play: 'Spill av',
  loading: 'Laster inn',
  unmute: 'Slå på lyden',
  retry: 'Prøv igjen',
  error_offline: 'Du er frakoblet. Avspillingen fortsetter når du er tilkoblet igjen.',
  error_network: 'Videoen kunne ikke lastes inn.',
  error_forbidden: 'Du har ikke tilgang til denne videoen.',
  error_not_found: 'Denne videoen er ikke tilgjengelig.',
  error_unsupported: 'Denne nettleseren kan ikke spille av denne videoen.',
  error_decode: 'Videoen stoppet på grunn av et avspillingsproblem.',
  error_processing_failed: 'Denne videoen kunne ikke klargjøres.',
  error_no_source: 'Det er ingen video her ennå.',
};

export const preparing: PreparingTexts = {
  preparing: 'Videoen klargjøres',
  preparingShare: 'Klargjøres: {share}',
  preparingHint: 'Den vises her så snart den kan spilles av.',
  archived: 'Ingen har sett denne videoen på en stund.',
  bringBack: 'Hent tilbake',
  bringBackFailed: 'Det fungerte ikke. Prøv igjen om et øyeblikk.',
  backSoon: 'Straks tilbake',
  backInMinutes: { one: 'Tilbake om ca. {count} minutt', other: 'Tilbake om ca. {count} minutter' },
  backInHours: { one: 'Tilbake om ca. {count} time', other: 'Tilbake om ca. {count} timer' },
  backHint: 'Den hentes fra arkivet og spilles av her.',
};
