/** Kinds of file that hold video or audio, by their first bytes. */
export type Container =
  'mp4' | 'webm' | 'avi' | 'mpeg-ts' | 'mpeg-ps' | 'flv' | 'ogg' | 'asf' | 'mxf' | 'audio';

export type Recognition =
  | { kind: 'media'; container: Container }
  /** Certainly something else, such as a picture or an archive. */
  | { kind: 'other' }
  /** Not known here; the server looks again with better tools. */
  | { kind: 'unknown' };

/** How many bytes from the start of the file `recognise` wants: enough for four transport stream packets. */
export const headLength = 4_096;

/** Names a file by its content, since names and declared types are only claims. */
export const recognise = (head: Uint8Array): Recognition => {
  for (const [container, test] of containers) if (test(head)) return { kind: 'media', container };
  return looksLikeSomethingElse(head) ? { kind: 'other' } : { kind: 'unknown' };
};

const ascii = (head: Uint8Array, at: number, text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (head[at + i] !== text.charCodeAt(i)) return false;
  return true;
};

const bytes = (head: Uint8Array, at: number, ...expected: number[]): boolean =>
  expected.every((byte, i) => head[at + i] === byte);

// ISO/IEC 14496-12 files start with a box; QuickTime files may start with any of these. Still pictures (HEIC, AVIF)
// share the format and differ in the brand.
const boxes = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot', 'styp', 'moof'];
const stillBrands = ['heic', 'heix', 'mif1', 'msf1', 'avif', 'crx '];
const isIsoMedia = (head: Uint8Array): boolean =>
  boxes.some((box) => ascii(head, 4, box)) &&
  !(ascii(head, 4, 'ftyp') && stillBrands.some((brand) => ascii(head, 8, brand)));

const isTransportStream = (head: Uint8Array): boolean =>
  [
    { packet: 188, at: 0 },
    { packet: 192, at: 4 },
    { packet: 204, at: 0 },
  ].some(({ packet, at }) => [0, 1, 2].every((n) => head[at + n * packet] === 0x47));

const isAudio = (head: Uint8Array): boolean =>
  ascii(head, 0, 'ID3') ||
  ascii(head, 0, 'fLaC') ||
  (ascii(head, 0, 'RIFF') && ascii(head, 8, 'WAVE')) ||
  // MPEG audio or ADTS: eleven set bits, then no reserved version, layer or rate.
  (head[0] === 0xff &&
    ((head[1] ?? 0) & 0xe0) === 0xe0 &&
    ((head[1] ?? 0) & 0x18) !== 0x08 &&
    !bytes(head, 1, 0xd8) &&
    (head[1] ?? 0) < 0xfe);

const containers: readonly [Container, (head: Uint8Array) => boolean][] = [
  ['mp4', isIsoMedia],
  ['webm', (head) => bytes(head, 0, 0x1a, 0x45, 0xdf, 0xa3)],
  ['avi', (head) => ascii(head, 0, 'RIFF') && ascii(head, 8, 'AVI ')],
  ['mpeg-ts', isTransportStream],
  ['mpeg-ps', (head) => bytes(head, 0, 0, 0, 1, 0xba) || bytes(head, 0, 0, 0, 1, 0xb3)],
  ['flv', (head) => ascii(head, 0, 'FLV')],
  ['ogg', (head) => ascii(head, 0, 'OggS')],
  ['asf', (head) => bytes(head, 0, 0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11)],
  ['mxf', (head) => bytes(head, 0, 0x06, 0x0e, 0x2b, 0x34)],
  ['audio', isAudio],
];

const foreign: readonly ((head: Uint8Array) => boolean)[] = [
  (head) => bytes(head, 0, 0xff, 0xd8, 0xff),
  (head) => bytes(head, 0, 0x89) && ascii(head, 1, 'PNG'),
  (head) => ascii(head, 0, 'GIF8'),
  (head) => ascii(head, 0, 'RIFF') && ascii(head, 8, 'WEBP'),
  (head) => ascii(head, 4, 'ftyp') && stillBrands.some((brand) => ascii(head, 8, brand)),
  (head) => ascii(head, 0, '%PDF'),
  (head) => ascii(head, 0, 'PK') && (bytes(head, 2, 3, 4) || bytes(head, 2, 5, 6)),
  (head) => ascii(head, 0, 'Rar!') || ascii(head, 0, '7z') || bytes(head, 0, 0x1f, 0x8b),
  (head) => ascii(head, 0, 'MZ') || (bytes(head, 0, 0x7f) && ascii(head, 1, 'ELF')),
];

const looksLikeSomethingElse = (head: Uint8Array): boolean =>
  foreign.some((test) => test(head)) || isPlainText(head);

/** Text has none of the control bytes that every media header has within its first kilobytes. */
const isPlainText = (head: Uint8Array): boolean => {
  const start = head.subarray(0, 512);
  return start.length > 0 && start.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13);
};
