/** Bits per second of a line of which nothing is known: a phone on the way, rather than a cable. */
const unknown = 3_000_000;

/** What the line is believed to carry, before anything was measured: as far as the browser says. */
export const believedBandwidth = (): number => {
  const { connection } = navigator as { connection?: { downlink?: number } };
  return connection?.downlink ? connection.downlink * 1_000_000 : unknown;
};
