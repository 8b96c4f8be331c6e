/** Languages that the player speaks besides English, by BCP 47 tag. Each has a file in `first/` and one in `later/`. */
export const languages: readonly string[] =
  'ar de pl pt pt-BR ro ru sk sl sq sr sv sw ta th tr uk ur vi zh zh-TW'.split(' ');
