import { createHmac, timingSafeEqual } from 'node:crypto';

export interface DownloadGrant {
  readonly key: string;
  readonly fileName: string;
  /** Unix seconds. */
  readonly expires: number;
}

export type DownloadVerdict =
  | { readonly ok: true; readonly grant: DownloadGrant }
  | { readonly ok: false; readonly reason: 'signature_invalid' | 'signature_expired' };

export const downloadPrefix = '/objects/download/';

/** The address, without origin, that lets its bearer read this one object under this one name. */
export const signDownloadPath = (grant: DownloadGrant, keys: readonly string[]): string => {
  const key = keys[0];
  if (key === undefined) throw new Error('The object store needs at least one signing key.');
  const query = new URLSearchParams({
    name: grant.fileName,
    expires: String(grant.expires),
    signature: mac(grant, key).toString('base64url'),
  });
  return `${downloadPrefix}${grant.key}?${query.toString()}`;
};

/** Reads back what `signDownloadPath` wrote, under any of the keys. */
export const verifyDownloadPath = (url: URL, keys: readonly string[], now = new Date()): DownloadVerdict => {
  const grant = {
    key: url.pathname.slice(downloadPrefix.length),
    fileName: url.searchParams.get('name') ?? '',
    expires: Number(url.searchParams.get('expires')),
  };
  const given = Buffer.from(url.searchParams.get('signature') ?? '', 'base64url');
  const matches = keys.map((key) => {
    const expected = mac(grant, key);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!matches.includes(true)) return { ok: false, reason: 'signature_invalid' };
  if (grant.expires * 1000 <= now.getTime()) return { ok: false, reason: 'signature_expired' };
  return { ok: true, grant };
};

const mac = ({ key, fileName, expires }: DownloadGrant, secret: string): Buffer =>
  createHmac('sha256', secret).update(`GET\n${key}\n${expires}\n${fileName}`).digest();
