import { createHmac, timingSafeEqual } from 'node:crypto';

export interface PartGrant {
  readonly uploadId: string;
  readonly number: number;
  /** Bytes, exactly. */
  readonly size: number;
  /** Unix seconds. */
  readonly expires: number;
  /** Base64 CRC-32 that the bytes must have; null when any will do. */
  readonly crc32: string | null;
}

/** The address, without origin, that lets its bearer send this one part. */
export const signPartPath = (grant: PartGrant, keys: readonly string[]): string => {
  const key = keys[0];
  if (key === undefined) throw new Error('The object store needs at least one signing key.');
  const query = new URLSearchParams({
    size: String(grant.size),
    expires: String(grant.expires),
    ...(grant.crc32 === null ? {} : { crc32: grant.crc32 }),
    signature: mac(grant, key).toString('base64url'),
  });
  return `/objects/${grant.uploadId}/${grant.number}?${query.toString()}`;
};

export type PartVerdict =
  | { readonly ok: true; readonly grant: PartGrant }
  | { readonly ok: false; readonly reason: 'signature_invalid' | 'signature_expired' };

/** Reads back what `signPartPath` wrote, under any of the keys. Whatever else it is given is `signature_invalid`. */
export const verifyPartPath = (url: URL, keys: readonly string[], now = new Date()): PartVerdict => {
  const [, uploadId, number] = /^\/objects\/([0-9a-f]{32})\/([1-9][0-9]{0,4})$/.exec(url.pathname) ?? [];
  const size = wholeNumber(url.searchParams.get('size'));
  const expires = wholeNumber(url.searchParams.get('expires'));
  const given = Buffer.from(url.searchParams.get('signature') ?? '', 'base64url');
  if (uploadId === undefined || number === undefined || size === null || expires === null) return invalid;

  const crc32 = url.searchParams.get('crc32');
  const grant: PartGrant = { uploadId, number: Number(number), size, expires, crc32 };
  const matches = keys.map((key) => {
    const expected = mac(grant, key);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!matches.includes(true)) return invalid;
  if (expires * 1000 <= now.getTime()) return { ok: false, reason: 'signature_expired' };
  return { ok: true, grant };
};

const invalid = { ok: false, reason: 'signature_invalid' } as const;

const mac = ({ uploadId, number, size, expires, crc32 }: PartGrant, key: string): Buffer =>
  createHmac('sha256', key)
    .update(`PUT\n/objects/${uploadId}/${number}\n${size}\n${expires}\n${crc32 ?? ''}`)
    .digest();

const wholeNumber = (text: string | null): number | null =>
  text !== null && /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : null;
