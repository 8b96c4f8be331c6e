/**
 * Sixteen tables of 256 numbers one after the other: number `256 * k + b` is the CRC of byte `b` followed by `k` zero
 * bytes ("slicing by 16", after Intel 2006).
 */
const t = (() => {
  const made = new Int32Array(16 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    made[byte] = value;
  }
  for (let at = 256; at < made.length; at++) {
    const value = made[at - 256] as number;
    made[at] = (value >>> 8) ^ (made[value & 0xff] as number);
  }
  return made;
})();

/**
 * CRC-32 (IEEE 802.3) of `bytes`, continuing from `before`: `crc32(b, crc32(a))` is the CRC of `a` and `b` joined.
 *
 * @returns an unsigned 32-bit number
 */
export const crc32 = (bytes: Uint8Array, before = 0): number => {
  const { buffer, byteOffset, length } = bytes;
  if (length < 16) return ~byBytes(bytes, ~before) >>> 0;
  // Words lie at multiples of four; what is before and after them goes byte by byte.
  const head = -byteOffset & 3;
  const words = new Int32Array(buffer, byteOffset + head, (length - head) >> 2);
  const crc = byWords(words, byBytes(bytes.subarray(0, head), ~before));
  return ~byBytes(bytes.subarray(head + (words.length & ~3) * 4), crc) >>> 0;
};

/** Big-endian and base64, as S3's `x-amz-checksum-crc32` spells it. */
export const crc32Base64 = (crc: number): string =>
  btoa(String.fromCharCode(crc >>> 24, (crc >>> 16) & 0xff, (crc >>> 8) & 0xff, crc & 0xff));

/** As many words as make whole sixteens, in the order of the bytes that every browser's machine has. */
const byWords = (words: Int32Array, before: number): number => {
  let crc = before;
  for (let at = 0; at + 3 < words.length; at += 4) {
    const a = crc ^ (words[at] as number);
    const b = words[at + 1] as number;
    const c = words[at + 2] as number;
    const d = words[at + 3] as number;
    crc =
      (t[3840 + (a & 0xff)] as number) ^
      (t[3584 + ((a >>> 8) & 0xff)] as number) ^
      (t[3328 + ((a >>> 16) & 0xff)] as number) ^
      (t[3072 + (a >>> 24)] as number) ^
      (t[2816 + (b & 0xff)] as number) ^
      (t[2560 + ((b >>> 8) & 0xff)] as number) ^
      (t[2304 + ((b >>> 16) & 0xff)] as number) ^
      (t[2048 + (b >>> 24)] as number) ^
      (t[1792 + (c & 0xff)] as number) ^
      (t[1536 + ((c >>> 8) & 0xff)] as number) ^
      (t[1280 + ((c >>> 16) & 0xff)] as number) ^
      (t[1024 + (c >>> 24)] as number) ^
      (t[768 + (d & 0xff)] as number) ^
      (t[512 + ((d >>> 8) & 0xff)] as number) ^
      (t[256 + ((d >>> 16) & 0xff)] as number) ^
      (t[d >>> 24] as number);
  }
  return crc;
};

const byBytes = (bytes: Uint8Array, before: number): number => {
  let crc = before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (t[(crc ^ byte) & 0xff] as number);
  return crc;
};
