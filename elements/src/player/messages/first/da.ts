import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Videoafspiller',
  playerNamed: 'Videoafspiller: {name}',
  play: 'Afspil',
  loading: 'Indlæser',
  unmute: 'Slå lyden til',
  retry: 'Prøv igen',
  error_offline: 'Du er offline. Afspilningen fortsætter, når du har forbindelse igen.',
  error_network: 'Videoen kunne ikke indlæses.',
  error_forbidden: 'Du har ikke adgang til denne video.',
  error_not_found: 'Denne video er ikke tilgængelig.',
  error_unsupported: 'Denne browser kan ikke afspille videoen.',
  error_decode: 'Videoen stoppede på grund af et afspilningsproblem.',
  error_processing_failed: 'Videoen kunne ikke klargøres.',
  error_no_source: 'Der er ikke nogen video her endnu.',
};

export const preparing: PreparingTexts = {
  preparing: 'Videoen klargøres',
  preparingShare: 'Klargøres: {share}',
  preparingHint: 'Den vises her, så snart den kan afspilles.',
  archived: 'Denne video er ikke blevet set længe.',
  bringBack: 'Hent den tilbage',
  bringBackFailed: 'Det lykkedes ikke. Prøv igen om lidt.',
  backSoon: 'Er tilbage om et øjeblik',
  backInMinutes: { one: 'Er tilbage om ca. {count} minut', other: 'Er tilbage om ca. {count} minutter' },
  backInHours: { one: 'Er tilbage om ca. {count} time', other: 'Er tilbage om ca. {count} timer' },
  backHint: 'Den hentes fra arkivet og afspilles her.',
};
