/** Big-endian, as S3 spells it. */
export const crc32ToBase64 = (value: number): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes.toString('base64');
};

/** The CRC-32 of two stretches of bytes behind each other, from that of each and the length of the second. */
export const combineCrc32 = (first: number, second: number, secondLength: number): number => {
  // A zero byte after the first multiplies its CRC by x^8 modulo the polynomial, so n bytes by x^(8n).
  let [factor, power] = [identity, xToThe8];
  for (let left = secondLength; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) factor = multiply(factor, power);
    power = multiply(power, power);
  }
  return (multiply(factor, first) ^ second) >>> 0;
};

/** Polynomials are written with their lowest power in the highest bit, as CRC-32 has them. */
const polynomial = 0xedb88320;
const identity = 0x80000000;
const xToThe8 = 0x00800000;

const multiply = (a: number, b: number): number => {
  let product = 0;
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) product ^= b;
    b = b & 1 ? (b >>> 1) ^ polynomial : b >>> 1;
  }
  return product >>> 0;
};
