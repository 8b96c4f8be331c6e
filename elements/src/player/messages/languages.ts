/** Languages that the player speaks besides English, by BCP 47 tag. Each has a file in `first/` and one in `later/`. */
export const languages: readonly string[] = 'ar bg bn ca cs cy da de el es et eu fa fi fil fr gl he hi'.split(
  ' ',
);
