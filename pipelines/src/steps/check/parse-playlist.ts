/** A tag's attributes, quotes removed. */
export type Attributes = ReadonlyMap<string, string>;

export interface MultivariantList {
  readonly independent: boolean;
  readonly media: readonly Attributes[];
  readonly variants: readonly { readonly attributes: Attributes; readonly uri: string }[];
  readonly keyframes: readonly Attributes[];
}

export interface MediaList {
  readonly tags: ReadonlyMap<string, string>;
  readonly map: { readonly uri: string; readonly offset: number; readonly size: number } | null;
  readonly entries: readonly MediaEntry[];
}

export interface MediaEntry {
  readonly uri: string;
  readonly offset: number;
  readonly size: number;
  readonly duration: number;
}

/** Reads what our own playlists use of RFC 8216; strict, for it serves the checker and not a player. */
export const parseMultivariant = (text: string): MultivariantList => {
  const lines = linesOf(text);
  const tagged = (tag: string) =>
    lines
      .filter((line) => line.startsWith(`${tag}:`))
      .map((line) => parseAttributes(line.slice(tag.length + 1)));
  return {
    independent: lines.includes('#EXT-X-INDEPENDENT-SEGMENTS'),
    media: tagged('#EXT-X-MEDIA'),
    variants: lines.flatMap((line, i) =>
      line.startsWith('#EXT-X-STREAM-INF:')
        ? [{ attributes: parseAttributes(line.slice('#EXT-X-STREAM-INF:'.length)), uri: lines[i + 1] ?? '' }]
        : [],
    ),
    keyframes: tagged('#EXT-X-I-FRAME-STREAM-INF'),
  };
};

export const parseMedia = (text: string): MediaList => {
  const tags = new Map<string, string>();
  const entries: MediaEntry[] = [];
  let map: MediaList['map'] = null;
  let duration = NaN;
  let range = { offset: NaN, size: NaN };
  for (const line of linesOf(text)) {
    if (!line.startsWith('#')) {
      entries.push({ uri: line, ...range, duration });
      continue;
    }
    const [, tag = line, value = ''] = /^(#[A-Z0-9-]+):?(.*)$/.exec(line) ?? [];
    if (tag === '#EXTINF') duration = Number.parseFloat(value);
    else if (tag === '#EXT-X-BYTERANGE') range = parseRange(value);
    else if (tag === '#EXT-X-MAP') {
      const attributes = parseAttributes(value);
      map = { uri: attributes.get('URI') ?? '', ...parseRange(attributes.get('BYTERANGE') ?? '') };
    } else tags.set(tag, value);
  }
  return { tags, map, entries };
};

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

const parseRange = (text: string) => {
  const [size = NaN, offset = NaN] = text.split('@').map(Number);
  return { offset, size };
};

const parseAttributes = (text: string): Attributes =>
  new Map(
    [...text.matchAll(/([A-Z0-9-]+)=(?:"([^"]*)"|([^",]*))/g)].map(([, name = '', inQuotes, plain]) => [
      name,
      inQuotes ?? plain ?? '',
    ]),
  );
