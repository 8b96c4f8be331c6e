/** ISO 639-2/B codes that `Intl` does not know, as containers still carry them. */
const bibliographic: Readonly<Record<string, string>> = {
  alb: 'sq',
  arm: 'hy',
  baq: 'eu',
  bur: 'my',
  chi: 'zh',
  cze: 'cs',
  dut: 'nl',
  fre: 'fr',
  geo: 'ka',
  ger: 'de',
  gre: 'el',
  ice: 'is',
  mac: 'mk',
  mao: 'mi',
  may: 'ms',
  per: 'fa',
  rum: 'ro',
  slo: 'sk',
  tib: 'bo',
  wel: 'cy',
};

/** The BCP 47 tag for what a container says (`eng` becomes `en`); `und` when it says nothing usable. */
export const bcp47 = (tag: string | undefined): string => {
  const code = (tag ?? '').trim().toLowerCase();
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(code)) return 'und';
  try {
    return bibliographic[code] ?? new Intl.Locale(code).toString();
  } catch {
    return 'und';
  }
};

/** The name of a language in that language, for players' menus. */
export const languageName = (tag: string): string => {
  if (tag === 'und') return 'Audio';
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
};
