import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Videospelare',
  playerNamed: 'Videospelare: {name}',
  play: 'Spela upp',
  loading: 'Läser in',
  unmute: 'Slå på ljudet',
  retry: 'Försök igen',
  error_offline: 'Du är offline. Uppspelningen fortsätter när du är ansluten igen.',
  error_network: 'Det gick inte att läsa in videon.',
  error_forbidden: 'Du har inte åtkomst till den här videon.',
  error_not_found: 'Den här videon är inte tillgänglig.',
  error_unsupported: 'Den här webbläsaren kan inte spela upp den här videon.',
  error_decode: 'Videon stoppades på grund av ett uppspelningsproblem.',
  error_processing_failed: 'Det gick inte att förbereda den här videon.',
  error_no_source: 'Det finns ingen video här ännu.',
};

export const preparing: PreparingTexts = {
  preparing: 'Den här videon förbereds',
  preparingShare: 'Förbereds: {share}',
  preparingHint: 'Den visas här så snart den kan spelas upp.',
  archived: 'Det var länge sedan någon tittade på den här videon.',
  bringBack: 'Hämta tillbaka',
  bringBackFailed: 'Det gick inte. Försök igen om en stund.',
  backSoon: 'Strax tillbaka',
  backInMinutes: { one: 'Tillbaka om ungefär {count} minut', other: 'Tillbaka om ungefär {count} minuter' },
  backInHours: { one: 'Tillbaka om ungefär {count} timme', other: 'Tillbaka om ungefär {count} timmar' },
  backHint: 'Den hämtas från arkivet och spelas upp här.',
};
