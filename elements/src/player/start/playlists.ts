/** Bytes of a file. */
export interface Piece {
  readonly url: string;
  readonly from: number;
  readonly size: number;
}

/** One entry of a media playlist; times in seconds. */
export interface Entry extends Piece {
  readonly start: number;
  readonly duration: number;
}

/** A media playlist whose entries are byte ranges, as ours are. */
export interface MediaList {
  readonly init: Piece;
  readonly entries: readonly Entry[];
  /** False for the beginning of a longer one. */
  readonly whole: boolean;
}

/** One rendition of the picture with the sound that belongs to it. */
export interface Variant {
  readonly uri: string;
  /** Bits per second, at its peak and with its sound. */
  readonly bandwidth: number;
  readonly width: number;
  readonly height: number;
  /** As `MediaSource` takes it. */
  readonly videoCodec: string;
  readonly audioCodec: string;
  /** Address of its sound; null where it has none. */
  readonly soundUri: string | null;
}

/**
 * The variants of a multivariant playlist, smallest first; empty where a choice between them needs more than their size:
 * several codecs, surround, sound alone.
 */
export const readVariants = (text: string): readonly Variant[] => {
  const sounds = [...text.matchAll(/^#EXT-X-MEDIA:TYPE=AUDIO,(.*)$/gm)].map(([, attributes = '']) => ({
    group: attributeOf(attributes, 'GROUP-ID'),
    uri: attributeOf(attributes, 'URI'),
    preferred: attributeOf(attributes, 'DEFAULT') === 'YES',
    surround: Number.parseInt(attributeOf(attributes, 'CHANNELS') || '2', 10) > 2,
  }));
  const variants = [...text.matchAll(/^#EXT-X-STREAM-INF:(.*)\r?\n([^#\s]+)/gm)].map(
    ([, attributes = '', uri = '']): Variant => {
      const codecs = attributeOf(attributes, 'CODECS').split(',');
      const group = sounds.filter((sound) => sound.group === attributeOf(attributes, 'AUDIO'));
      const [width = 0, height = 0] = attributeOf(attributes, 'RESOLUTION').split('x').map(Number);
      return {
        uri,
        bandwidth: Number(attributeOf(attributes, 'BANDWIDTH')),
        width,
        height,
        videoCodec: codecs.find((codec) => /^(avc|hvc|hev|av01|vp)/.test(codec)) ?? '',
        audioCodec: codecs.find((codec) => /^mp4a/.test(codec)) ?? '',
        soundUri: (group.find(({ preferred }) => preferred) ?? group[0])?.uri ?? null,
      };
    },
  );
  const plain =
    !sounds.some(({ surround }) => surround) &&
    variants.every(({ videoCodec, height }) => videoCodec.startsWith('avc1') && height > 0) &&
    variants.every(({ soundUri, audioCodec }) => (soundUri === null) === (audioCodec === ''));
  return plain ? variants.sort((a, b) => a.bandwidth - b.bandwidth) : [];
};

/** Null for a playlist that is not made of byte ranges of fMP4, or whose texts cannot be read. */
export const readMediaList = (text: string, base: string): MediaList | null => {
  const map = /^#EXT-X-MAP:URI="([^"]+)",BYTERANGE="(\d+)@(\d+)"/m.exec(text);
  if (!map) return null;
  const [, file = '', size, from] = map;
  const entries: Entry[] = [];
  let start = 0;
  for (const [, duration, bytes, offset, uri = ''] of text.matchAll(
    /^#EXTINF:([\d.]+),.*\r?\n#EXT-X-BYTERANGE:(\d+)@(\d+)\r?\n([^#\s]+)/gm,
  )) {
    entries.push({
      start,
      duration: Number(duration),
      url: new URL(uri, base).href,
      from: Number(offset),
      size: Number(bytes),
    });
    start += Number(duration);
  }
  if (entries.length === 0) return null;
  return {
    init: { url: new URL(file, base).href, from: Number(from), size: Number(size) },
    entries,
    whole: text.includes('#EXT-X-ENDLIST'),
  };
};

/** Index of the entry in which a moment lies; -1 for one that is beyond what the list tells. */
export const entryAt = ({ entries }: MediaList, seconds: number): number =>
  entries.findIndex(({ start, duration }) => seconds < start + duration);

const attributeOf = (attributes: string, name: string): string => {
  const found = new RegExp(`(?:^|,)${name}=(?:"([^"]*)"|([^,]*))`).exec(attributes);
  return found?.[1] ?? found?.[2] ?? '';
};
