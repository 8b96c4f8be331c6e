import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Տեսանվագարկիչ',
  playerNamed: 'Տեսանվագարկիչ՝ {name}',
  play: 'Նվագարկել',
  loading: 'Բեռնվում է',
  unmute: 'Միացնել ձայնը',
  retry: 'Կրկին փորձել',
  error_offline: 'Ինտերնետ կապ չկա։ Նվագարկումը կշարունակվի, երբ նորից միանաք։',
  error_network: 'Չհաջողվեց բեռնել տեսանյութը։',
  error_forbidden: 'Այս տեսանյութը ձեզ հասանելի չէ։',
  error_not_found: 'Այս տեսանյութն անհասանելի է։',
  error_unsupported: 'Այս դիտարկիչը չի կարող նվագարկել այս տեսանյութը։',
  error_decode: 'Տեսանյութը կանգ առավ նվագարկման խնդրի պատճառով։',
  error_processing_failed: 'Չհաջողվեց պատրաստել այս տեսանյութը։',
  error_no_source: 'Այստեղ դեռ տեսանյութ չկա։',
};

export const preparing: PreparingTexts = {
  preparing: 'Տեսանյութը պատրաստվում է',
  preparingShare: 'Պատրաստվում է՝ {share}',
  preparingHint: 'Այն կհայտնվի այստեղ, հենց որ հնարավոր լինի նվագարկել։',
  archived: 'Այս տեսանյութը վաղուց չեն դիտել։',
  bringBack: 'Վերադարձնել',
  bringBackFailed: 'Չստացվեց։ Քիչ անց նորից փորձեք։',
  backSoon: 'Շուտով կվերադառնա',
  backInMinutes: { one: 'Կվերադառնա մոտ {count} րոպեից', other: 'Կվերադառնա մոտ {count} րոպեից' },
  backInHours: { one: 'Կվերադառնա մոտ {count} ժամից', other: 'Կվերադառնա մոտ {count} ժամից' },
  backHint: 'Այն գալիս է արխիվից և կնվագարկվի այստեղ։',
};
