import type { PictureFormat } from '@vidkit/contracts/events/poster';

import { AppError } from '../../http/app-error.ts';

/**
 * What a picture is, from its bytes and nothing else: names and types of requests lie, and a decoder must never be
 * asked to guess. Throws `picture_refused`, and `picture_animated` for what moves.
 */
export const recognisePicture = (bytes: Buffer): PictureFormat => {
  if (bytes.length >= 4 && bytes.readUIntBE(0, 3) === 0xffd8ff) return 'jpeg';
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return still('png', hasAnimationChunk(bytes));
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP')
    return still('webp', ascii(bytes, 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0x02) !== 0);
  if (ascii(bytes, 4, 8) === 'ftyp') {
    const brands = brandsOf(bytes);
    if (brands.includes('avis')) return still('avif', true);
    if (brands.includes('avif')) return 'avif';
  }
  throw new AppError('picture_refused');
};

const still = (format: PictureFormat, moves: boolean): PictureFormat => {
  if (moves) throw new AppError('picture_animated');
  return format;
};

/** APNG: `acTL` comes before the first `IDAT`. */
const hasAnimationChunk = (bytes: Buffer): boolean => {
  for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const name = ascii(bytes, at + 4, at + 8);
    if (name === 'acTL') return true;
    if (name === 'IDAT') return false;
  }
  return false;
};

/** The brands of an ISO base media file, the major one first; those beyond the first sixty-four say nothing new. */
const brandsOf = (bytes: Buffer): string[] => {
  const end = Math.min(bytes.readUInt32BE(0), 16 + 64 * 4, bytes.length);
  const brands = [ascii(bytes, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(bytes, at, at + 4));
  return brands;
};

const ascii = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);
