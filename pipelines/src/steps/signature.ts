import type { MediaFailureCode } from '@vidkit/contracts/errors';

import type { Demuxer } from './source-media.ts';

export type Signature =
  | { readonly kind: 'video'; readonly demuxer: Demuxer }
  | { readonly kind: 'refused'; readonly code: MediaFailureCode; readonly found: string };

/** Bytes that `recogniseSignature` wants to see. */
export const signatureBytes = 64 * 1024;

/**
 * What a file is, from its first bytes and nothing else: names lie, and a decoder must never open a script that
 * names other files or addresses.
 */
export const recogniseSignature = (head: Uint8Array): Signature => {
  if (head.length === 0) return refused('empty_file', 'no bytes');
  const ascii = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4096)).toString('latin1');
  return (
    script(ascii) ??
    picture(ascii) ??
    video(ascii, head) ??
    sound(ascii, head) ??
    refused('not_media', 'no known signature')
  );
};

const refused = (code: MediaFailureCode, found: string): Signature => ({ kind: 'refused', code, found });
const accepted = (demuxer: Demuxer): Signature => ({ kind: 'video', demuxer });

const script = (ascii: string): Signature | null => {
  const text = ascii.replace(/^ï»¿/, '').trimStart();
  const found =
    /^(#EXTM3U|#EXT-X-|ffconcat|\[playlist\]|\[Reference\]|v=0\r?\n)/i.exec(text) ??
    /^<(\?xml|MPD|smil|asx)\b/i.exec(text);
  const concat = /^(#[^\n]*\n\s*)*file\s+\S+/.exec(text);
  return found || concat ? refused('unsupported_container', 'a list of other files') : null;
};

const picture = (ascii: string): Signature | null => {
  const brand = ascii.slice(4, 8) === 'ftyp' ? ascii.slice(8, 12) : '';
  const still =
    ascii.startsWith('\x89PNG') ||
    ascii.startsWith('\xff\xd8\xff') ||
    ascii.startsWith('II*\0') ||
    ascii.startsWith('MM\0*') ||
    ascii.startsWith('8BPS') ||
    ascii.startsWith('\0\0\x01\0') ||
    (ascii.startsWith('BM') && ascii.slice(6, 10) === '\0\0\0\0') ||
    (ascii.startsWith('RIFF') && ascii.slice(8, 12) === 'WEBP') ||
    /^(heic|heix|mif1|avif)$/.test(brand);
  return still ? refused('still_image', 'a picture') : null;
};

const video = (ascii: string, head: Uint8Array): Signature | null => {
  if (/^(ftyp|moov|mdat|free|skip|wide|styp|pnot)$/.test(ascii.slice(4, 8))) return accepted('mov');
  if (ascii.startsWith('\x1aE\xdf\xa3')) return accepted('matroska');
  if (ascii.startsWith('RIFF') && ascii.slice(8, 12) === 'AVI ') return accepted('avi');
  if (ascii.startsWith('FLV\x01')) return accepted('flv');
  if (ascii.startsWith('0&\xb2u\x8ef\xcf\x11')) return accepted('asf');
  if (ascii.startsWith('OggS')) return accepted('ogg');
  if (/^GIF8[79]a/.test(ascii)) return accepted('gif');
  if (ascii.startsWith('\x06\x0e+4\x02\x05\x01\x01')) return accepted('mxf');
  if (ascii.startsWith('\0\0\x01\xba')) return accepted('mpeg');
  if (ascii.startsWith('\0\0\x01\xb3')) return accepted('mpegvideo');
  return isTransportStream(head) ? accepted('mpegts') : null;
};

/** Packets of 188 bytes, or of 192 with a time stamp before each (AVCHD). */
const isTransportStream = (head: Uint8Array): boolean =>
  [
    { first: 0, step: 188 },
    { first: 4, step: 192 },
  ].some(
    ({ first, step }) =>
      head.length > first + 4 * step && [0, 1, 2, 3, 4].every((i) => head[first + i * step] === 0x47),
  );

const sound = (ascii: string, head: Uint8Array): Signature | null => {
  if (ascii.startsWith('RIFF') && ascii.slice(8, 12) === 'WAVE') return accepted('wav');
  if (ascii.startsWith('fLaC')) return accepted('flac');
  if (/^FORM....AIF/s.test(ascii)) return accepted('aiff');
  if (ascii.startsWith('ID3')) return accepted('mp3');
  if (head[0] !== 0xff || ((head[1] ?? 0) & 0xe0) !== 0xe0) return null;
  // The two bits of the layer: none means AAC in ADTS, and no version has the value 1.
  const layer = ((head[1] ?? 0) >> 1) & 3;
  if (((head[1] ?? 0) & 0xf0) === 0xf0 && layer === 0) return accepted('aac');
  return layer !== 0 && (((head[1] ?? 0) >> 3) & 3) !== 1 ? accepted('mp3') : null;
};

/** What names of files promise. */
const extensions: Readonly<Partial<Record<Demuxer, RegExp>>> = {
  mov: /^(mp4|m4v|m4a|mov|qt|3gp|3g2|f4v|mj2|insv|lrv)$/,
  matroska: /^(mkv|webm|mka|mk3d)$/,
  mpegts: /^(ts|m2ts|mts|m2t|trp|tod)$/,
  mpeg: /^(mpg|mpeg|vob|mod|mpe)$/,
  avi: /^(avi|divx)$/,
  flv: /^flv$/,
  asf: /^(wmv|asf|wma)$/,
  ogg: /^(ogv|ogg|oga|ogx|opus|spx)$/,
  gif: /^gif$/,
  mxf: /^mxf$/,
  mp3: /^mp[123]$/,
  aac: /^aac$/,
  flac: /^flac$/,
  wav: /^wave?$/,
  aiff: /^aif[fc]?$/,
};

/** False where a name says clearly something else than the content, as `.webm` for an MP4. */
export const matchesExtension = (fileName: string | null, demuxer: Demuxer): boolean => {
  const [, extension = ''] = /\.([a-z0-9]{1,5})$/i.exec(fileName ?? '') ?? [];
  const claimed = Object.entries(extensions).find(([, names]) => names.test(extension.toLowerCase()));
  return claimed === undefined || claimed[0] === demuxer;
};
