import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Bideo-erreproduzigailua',
  playerNamed: 'Bideo-erreproduzigailua: {name}',
  play: 'Erreproduzitu',
  loading: 'Kargatzen',
  unmute: 'Aktibatu soinua',
  retry: 'Saiatu berriro',
  error_offline: 'Konexiorik gabe zaude. Berriro konektatzean jarraituko du erreprodukzioak.',
  error_network: 'Ezin izan da kargatu bideoa.',
  error_forbidden: 'Ez duzu bideo hau ikusteko baimenik.',
  error_not_found: 'Bideo hau ez dago erabilgarri.',
  error_unsupported: 'Arakatzaile honek ezin du bideo hau erreproduzitu.',
  error_decode: 'Bideoa gelditu egin da erreprodukzio-arazo batengatik.',
  error_processing_failed: 'Ezin izan da prestatu bideo hau.',
  error_no_source: 'Oraindik ez dago bideorik hemen.',
};

export const preparing: PreparingTexts = {
  preparing: 'Bideo hau prestatzen ari da',
  preparingShare: 'Prestatzen: {share}',
  preparingHint: 'Erreproduzitu ahal denean agertuko da hemen.',
  archived: 'Aspaldian ez du inork ikusi bideo hau.',
  bringBack: 'Berreskuratu',
  bringBackFailed: 'Ez da lortu. Saiatu berriro laster.',
  backSoon: 'Laster itzuliko da',
  backInMinutes: {
    one: 'Minutu {count} inguru barru itzuliko da',
    other: '{count} minutu inguru barru itzuliko da',
  },
  backInHours: {
    one: 'Ordu {count} inguru barru itzuliko da',
    other: '{count} ordu inguru barru itzuliko da',
  },
  backHint: 'Artxibotik ekartzen ari da, eta hemen erreproduzituko da.',
};
