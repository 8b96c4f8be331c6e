import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Videosoitin',
  playerNamed: 'Videosoitin: {name}',
  play: 'Toista',
  loading: 'Ladataan',
  unmute: 'Poista mykistys',
  retry: 'Yritä uudelleen',
  error_offline: 'Olet offline-tilassa. Toisto jatkuu, kun yhteys palaa.',
  error_network: 'Videota ei voitu ladata.',
  error_forbidden: 'Sinulla ei ole käyttöoikeutta tähän videoon.',
  error_not_found: 'Tämä video ei ole saatavilla.',
  error_unsupported: 'Tämä selain ei voi toistaa tätä videota.',
  error_decode: 'Video pysähtyi toisto-ongelman vuoksi.',
  error_processing_failed: 'Videota ei voitu valmistella.',
  error_no_source: 'Täällä ei ole vielä videota.',
};

export const preparing: PreparingTexts = {
  preparing: 'Videota valmistellaan',
  preparingShare: 'Valmistellaan: {share}',
  preparingHint: 'Se tulee tähän heti, kun sen voi toistaa.',
  archived: 'Tätä videota ei ole katsottu pitkään aikaan.',
  bringBack: 'Palauta',
  bringBackFailed: 'Palautus ei onnistunut. Yritä hetken kuluttua uudelleen.',
  backSoon: 'Palaa hetken kuluttua',
  backInMinutes: {
    one: 'Palaa noin {count} minuutin kuluttua',
    other: 'Palaa noin {count} minuutin kuluttua',
  },
  backInHours: { one: 'Palaa noin {count} tunnin kuluttua', other: 'Palaa noin {count} tunnin kuluttua' },
  backHint: 'Se haetaan arkistosta ja toistetaan täällä.',
};
