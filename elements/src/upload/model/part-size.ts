const MiB = 1_048_576;
/** Of which the server takes one, or decides for itself. */
const sizes = [64 * MiB, 32 * MiB, 16 * MiB];
const smallest = 8 * MiB;
/** What one stream should take for a part: long beside a round trip, short beside what a broken line costs. */
const seconds = 4;
/** With fewer, the last ones would leave most streams idle. */
const fewestParts = 24;

/**
 * Bytes that the parts of a file should have: 8 MiB until something is known of the line, up to 64 MiB on a fast one.
 * The plan stands for the whole upload, since sizes are signed and some stores take equal parts only.
 *
 * @param bytesPerSecond of one stream, from an earlier upload
 */
export const partSizeFor = (fileSize: number, bytesPerSecond: number | null): number => {
  const most = Math.min((bytesPerSecond ?? 0) * seconds, fileSize / fewestParts);
  return sizes.find((size) => size <= most) ?? smallest;
};
