/**
 * Languages that the player speaks besides English, by BCP 47 tag. Each has a file in `first/` and one in `later/`; a few
 * tags share those of another.
 */
export const languages: readonly string[] =
  'ar bg bn ca cs cy da de el es et eu fa fi fil fr gl he hi hr hu hy id is it ja ka kk ko lt lv mk mr ms nb nl nn no pl pt pt-BR ro ru sk sl sq sr sv sw ta th tr uk ur vi zh zh-HK zh-Hant zh-TW'.split(
    ' ',
  );
