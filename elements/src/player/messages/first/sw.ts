import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Kicheza video',
  playerNamed: 'Kicheza video: {name}',
  play: 'Cheza',
  loading: 'Inapakia',
  unmute: 'Rejesha sauti',
  retry: 'Jaribu tena',
  error_offline: 'Huna muunganisho wa intaneti. Video itaendelea kucheza utakapounganishwa tena.',
  error_network: 'Imeshindwa kupakia video.',
  error_forbidden: 'Huna ruhusa ya kutazama video hii.',
  error_not_found: 'Video hii haipatikani.',
  error_unsupported: 'Kivinjari hiki hakiwezi kucheza video hii.',
  error_decode: 'Video imesimama kwa sababu ya hitilafu ya uchezaji.',
  error_processing_failed: 'Imeshindwa kuandaa video hii.',
  error_no_source: 'Bado hakuna video hapa.',
};

export const preparing: PreparingTexts = {
  preparing: 'Video hii inaandaliwa',
  preparingShare: 'Inaandaliwa: {share}',
  preparingHint: 'Itaonekana hapa mara tu itakapoweza kuchezwa.',
  archived: 'Video hii haijatazamwa kwa muda mrefu.',
  bringBack: 'Irejeshe',
  bringBackFailed: 'Haikufanikiwa. Jaribu tena baada ya muda mfupi.',
  backSoon: 'Itarudi hivi karibuni',
  backInMinutes: {
    one: 'Itarudi baada ya takriban dakika {count}',
    other: 'Itarudi baada ya takriban dakika {count}',
  },
  backInHours: {
    one: 'Itarudi baada ya takriban saa {count}',
    other: 'Itarudi baada ya takriban saa {count}',
  },
  backHint: 'Inatoka kwenye kumbukumbu na itachezwa hapa.',
};
