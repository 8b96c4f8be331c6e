import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Each list holds the current key first, then the previous one, which still verifies. */
export interface Secrets {
  readonly databasePassword: string;
  readonly cookieKeys: readonly string[];
  readonly cursorKeys: readonly string[];
  readonly objectKeys: readonly string[];
  readonly mediaKeys: readonly string[];
  /** Private keys as JWK, by which tokens are signed. */
  readonly signingKeys: readonly SigningKey[];
  readonly rotatedAt: string;
}

export type SigningKey = EllipticKey | RsaKey;

interface EllipticKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly alg: 'ES256';
  readonly use: 'sig';
  readonly kid: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

interface RsaKey {
  readonly kty: 'RSA';
  readonly alg: 'RS256';
  readonly use: 'sig';
  readonly kid: string;
  readonly n: string;
  readonly e: string;
  readonly d: string;
  readonly p: string;
  readonly q: string;
  readonly dp: string;
  readonly dq: string;
  readonly qi: string;
}

const rotateAfterMs = 90 * 24 * 3_600_000;

/**
 * The secrets of this installation, made at the first start (`secrets.json`, mode 0600, in a folder of mode
 * 0700). Keys older than 90 days are replaced and kept once more as the previous ones.
 */
export const loadSecrets = async (dataDir: string, now = new Date()): Promise<Secrets> => {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'secrets.json');
  const stored = await readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as Secrets,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
  if (stored && now.getTime() - Date.parse(stored.rotatedAt) < rotateAfterMs) return stored;

  const secrets = rotateSecrets(stored, now);
  const temporary = `${path}.${process.pid}`;
  const file = await open(temporary, 'w', 0o600);
  await file.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
  await file.sync();
  await file.close();
  await rename(temporary, path);
  return secrets;
};

/**
 * New keys, with those that were current until now behind them; all new without old ones. Tokens are signed by ES256,
 * which is short and fast, but where somebody checks them who knows RS256 only.
 */
export const rotateSecrets = (
  old: Secrets | null,
  now: Date,
  algorithm: SigningKey['alg'] = 'ES256',
): Secrets => ({
  databasePassword: old?.databasePassword ?? key(),
  cookieKeys: [key(), ...(old?.cookieKeys.slice(0, 1) ?? [])],
  cursorKeys: [key(), ...(old?.cursorKeys.slice(0, 1) ?? [])],
  objectKeys: [key(), ...(old?.objectKeys.slice(0, 1) ?? [])],
  mediaKeys: [key(), ...(old?.mediaKeys.slice(0, 1) ?? [])],
  signingKeys: [algorithm === 'ES256' ? ellipticKey() : rsaKey(), ...(old?.signingKeys.slice(0, 1) ?? [])],
  rotatedAt: now.toISOString(),
});

const key = (): string => randomBytes(32).toString('base64url');

const ellipticKey = (): SigningKey => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y, d } = privateKey.export({ format: 'jwk' }) as Pick<EllipticKey, 'x' | 'y' | 'd'>;
  return { kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: randomUUID(), x, y, d };
};

const rsaKey = (): SigningKey => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' }) as Omit<RsaKey, 'kty' | 'alg' | 'use' | 'kid'>;
  return { ...jwk, kty: 'RSA', alg: 'RS256', use: 'sig', kid: randomUUID() };
};
