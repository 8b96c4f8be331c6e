const jpegStart = 0xffd8;
const app1 = 0xffe1;
const startOfScan = 0xffda;
const orientationTag = 0x0112;

/** Which way up a JPEG was taken, 1 to 8, from its Exif data (EXIF 2.3, 4.6.4); 1 where it does not say. */
export const readOrientation = (head: Buffer): number => {
  try {
    if (head.readUInt16BE(0) !== jpegStart) return 1;
    let at = 2;
    for (;;) {
      const marker = head.readUInt16BE(at);
      if (marker === startOfScan) return 1;
      const length = head.readUInt16BE(at + 2);
      const body = head.subarray(at + 4, at + 2 + length);
      if (marker === app1 && body.toString('latin1', 0, 6) === 'Exif\0\0') return inExif(body.subarray(6));
      at += 2 + length;
    }
  } catch (error) {
    // It ends before it has said so.
    if (error instanceof RangeError) return 1;
    throw error;
  }
};

/** Exif is a TIFF of its own, in either order of bytes. */
const inExif = (tiff: Buffer): number => {
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = short(directory);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (short(entry) === orientationTag) {
      const value = short(entry + 8);
      return value >= 1 && value <= 8 ? value : 1;
    }
  }
  return 1;
};
