import { AppError } from '../../http/app-error.ts';

export const tusVersion = '1.0.0';
export const tusExtensions = [
  'creation',
  'creation-with-upload',
  'termination',
  'checksum',
  'expiration',
  'concatenation',
];

/** What we need of `Upload-Metadata`. */
export interface TusMetadata {
  readonly fileName: string;
  readonly type: string;
  readonly title: string | undefined;
}

export type Concat =
  | { readonly kind: 'whole' | 'piece' }
  /** Ids of the pieces in order. */
  | { readonly kind: 'joined'; readonly pieces: readonly string[] };

const maxMetadataLength = 8192;
const maxPieces = 64;
const uuid = /\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/?$/;

/**
 * `filename`, `filetype` and `title` out of `key base64,key2 base64,key3`; Uppy and older clients say `name` and `type`.
 * Text for people whatever it holds: what is not UTF-8 becomes replacement characters, the contract removes the rest.
 */
export const parseMetadata = (header: string | undefined): TusMetadata => {
  const values = new Map<string, string>();
  if (header !== undefined && header.length > maxMetadataLength)
    throw invalid(`Upload-Metadata has more than ${maxMetadataLength} characters.`);
  for (const pair of (header ?? '').split(',').map((text) => text.trim())) {
    if (pair === '') continue;
    const [, key, value = ''] = /^([!-+\--~]+)(?: +([A-Za-z0-9+/]*={0,2}))?$/.exec(pair) ?? [];
    if (key === undefined || value.length % 4 !== 0)
      throw invalid('Upload-Metadata is a list of pairs of a key and a value in base64.');
    if (values.has(key)) throw invalid(`Upload-Metadata has the key ${key} twice.`);
    values.set(key, Buffer.from(value, 'base64').toString('utf8'));
  }
  const pick = (...keys: string[]): string | undefined => keys.map((key) => values.get(key)).find(Boolean);
  return {
    fileName: pick('filename', 'name') ?? 'upload',
    type: pick('filetype', 'type') ?? '',
    title: pick('title'),
  };
};

/** Bytes; a header that is missing or no whole number is refused. */
export const parseBytes = (name: string, header: string | undefined): number => {
  if (header === undefined || !/^(?:0|[1-9]\d{0,15})$/.test(header) || !Number.isSafeInteger(Number(header)))
    throw invalid(`${name} has to be a whole number of bytes.`);
  return Number(header);
};

/** `partial`, or `final;` and the addresses of the pieces, which are ours. */
export const parseConcat = (header: string | undefined, ours: string): Concat => {
  if (header === undefined) return { kind: 'whole' };
  if (header === 'partial') return { kind: 'piece' };
  if (!header.startsWith('final;')) throw invalid('Upload-Concat is `partial`, or `final;` and addresses.');
  const addresses = header.slice('final;'.length).split(/ +/).filter(Boolean);
  const pieces = addresses.map((address) => pieceId(address, ours));
  if (pieces.length === 0 || pieces.length > maxPieces)
    throw invalid(`Upload-Concat joins 1 to ${maxPieces} uploads.`);
  if (new Set(pieces).size !== pieces.length) throw invalid('Upload-Concat has an upload twice.');
  return { kind: 'joined', pieces };
};

const pieceId = (address: string, ours: string): string => {
  const id = uuid.exec(address)?.[1];
  const base = new URL(ours);
  const url = URL.canParse(address, base.href) ? new URL(address, base) : null;
  // Behind a proxy that serves us under several names the path alone tells.
  if (id === undefined || url?.pathname.replace(/\/$/, '') !== `${base.pathname}/${id}`)
    throw invalid('Upload-Concat names an address that is none of an upload.');
  return id;
};

export const invalid = (detail: string): AppError => new AppError('invalid_request', detail);
