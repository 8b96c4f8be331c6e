import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Myndspilari',
  playerNamed: 'Myndspilari: {name}',
  play: 'Spila',
  loading: 'Hleður',
  unmute: 'Kveikja á hljóði',
  retry: 'Reyna aftur',
  error_offline: 'Þú ert án nettengingar. Spilun heldur áfram þegar tenging kemst aftur á.',
  error_network: 'Ekki tókst að hlaða myndskeiðið.',
  error_forbidden: 'Þú hefur ekki aðgang að þessu myndskeiði.',
  error_not_found: 'Þetta myndskeið er ekki í boði.',
  error_unsupported: 'Þessi vafri getur ekki spilað þetta myndskeið.',
  error_decode: 'Myndskeiðið stöðvaðist vegna vandamáls við spilun.',
  error_processing_failed: 'Ekki tókst að undirbúa þetta myndskeið.',
  error_no_source: 'Hér er ekkert myndskeið enn.',
};

export const preparing: PreparingTexts = {
  preparing: 'Verið er að undirbúa myndskeiðið',
  preparingShare: 'Í undirbúningi: {share}',
  preparingHint: 'Það birtist hér um leið og hægt er að spila það.',
  archived: 'Enginn hefur horft á þetta myndskeið lengi.',
  bringBack: 'Sækja aftur',
  bringBackFailed: 'Það tókst ekki. Reyndu aftur eftir smástund.',
  backSoon: 'Kemur aftur eftir smástund',
  backInMinutes: {
    one: 'Kemur aftur eftir um {count} mínútu',
    other: 'Kemur aftur eftir um {count} mínútur',
  },
  backInHours: {
    one: 'Kemur aftur eftir um {count} klukkustund',
    other: 'Kemur aftur eftir um {count} klukkustundir',
  },
  backHint: 'Það kemur úr safni og verður spilað hér.',
};
