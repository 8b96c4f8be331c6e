import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Vaizdo įrašų leistuvas',
  playerNamed: 'Vaizdo įrašų leistuvas: {name}',
  play: 'Leisti',
  loading: 'Įkeliama',
  unmute: 'Įjungti garsą',
  retry: 'Bandyti dar kartą',
  error_offline: 'Esate neprisijungę. Vaizdo įrašas bus leidžiamas toliau, kai vėl prisijungsite.',
  error_network: 'Nepavyko įkelti vaizdo įrašo.',
  error_forbidden: 'Neturite prieigos prie šio vaizdo įrašo.',
  error_not_found: 'Šis vaizdo įrašas nepasiekiamas.',
  error_unsupported: 'Ši naršyklė negali leisti šio vaizdo įrašo.',
  error_decode: 'Vaizdo įrašas sustojo dėl leidimo problemos.',
  error_processing_failed: 'Nepavyko parengti šio vaizdo įrašo.',
  error_no_source: 'Čia dar nėra vaizdo įrašo.',
};

export const preparing: PreparingTexts = {
  preparing: 'Vaizdo įrašas rengiamas',
  preparingShare: 'Rengiama: {share}',
  preparingHint: 'Jis bus rodomas čia, kai tik jį bus galima leisti.',
  archived: 'Šio vaizdo įrašo seniai niekas nežiūrėjo.',
  bringBack: 'Susigrąžinti',
  bringBackFailed: 'Nepavyko. Netrukus bandykite dar kartą.',
  backSoon: 'Netrukus grįš',
  backInMinutes: {
    one: 'Grįš maždaug po {count} minutės',
    few: 'Grįš maždaug po {count} minučių',
    many: 'Grįš maždaug po {count} minutės',
    other: 'Grįš maždaug po {count} minučių',
  },
  backInHours: {
    one: 'Grįš maždaug po {count} valandos',
    few: 'Grįš maždaug po {count} valandų',
    many: 'Grįš maždaug po {count} valandos',
    other: 'Grįš maždaug po {count} valandų',
  },
  backHint: 'Jis gaunamas iš archyvo ir bus leidžiamas čia.',
};
