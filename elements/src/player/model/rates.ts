/** Speeds that the menu offers and the keys step through. */
export const playbackRates = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** The next offered speed above (`1`) or below (`-1`) the one in use; the ends stay. */
export const nextRate = (current: number, step: 1 | -1): number => {
  const candidates = playbackRates.filter((rate) =>
    step > 0 ? rate > current + 0.001 : rate < current - 0.001,
  );
  return (step > 0 ? candidates[0] : candidates.at(-1)) ?? current;
};
