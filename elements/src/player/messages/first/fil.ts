import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Video player',
  playerNamed: 'Video player: {name}',
  play: 'I-play',
  loading: 'Naglo-load',
  unmute: 'I-unmute',
  retry: 'Subukan ulit',
  error_offline: 'Offline ka. Magpapatuloy ang pag-play kapag nakakonekta ka na ulit.',
  error_network: 'Hindi ma-load ang video.',
  error_forbidden: 'Wala kang access sa video na ito.',
  error_not_found: 'Hindi available ang video na ito.',
  error_unsupported: 'Hindi mape-play ng browser na ito ang video.',
  error_decode: 'Huminto ang video dahil sa problema sa pag-play.',
  error_processing_failed: 'Hindi maihanda ang video na ito.',
  error_no_source: 'Wala pang video dito.',
};

export const preparing: PreparingTexts = {
  preparing: 'Inihahanda ang video na ito',
  preparingShare: 'Inihahanda: {share}',
  preparingHint: 'Lalabas ito rito kapag puwede na itong i-play.',
  archived: 'Matagal nang walang nanonood ng video na ito.',
  bringBack: 'Ibalik',
  bringBackFailed: 'Hindi iyon gumana. Subukan ulit pagkalipas ng ilang sandali.',
  backSoon: 'Babalik sa ilang sandali',
  backInMinutes: {
    one: 'Babalik sa loob ng humigit-kumulang {count} minuto',
    other: 'Babalik sa loob ng humigit-kumulang {count} na minuto',
  },
  backInHours: {
    one: 'Babalik sa loob ng humigit-kumulang {count} oras',
    other: 'Babalik sa loob ng humigit-kumulang {count} na oras',
  },
  backHint: 'Kinukuha ito sa archive at dito ito magpe-play.',
};
