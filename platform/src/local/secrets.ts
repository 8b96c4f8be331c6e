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
  /** Private ES256 keys as JWK. */
  readonly signingKeys: readonly SigningKey[];
  readonly rotatedAt: string;
}

export interface SigningKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly alg: 'ES256';
  readonly use: 'sig';
  readonly kid: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
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

/** New keys, with those that were current until now behind them; all new without old ones. */
export const rotateSecrets = (old: Secrets | null, now: Date): Secrets => ({
  databasePassword: old?.databasePassword ?? key(),
  cookieKeys: [key(), ...(old?.cookieKeys.slice(0, 1) ?? [])],
  cursorKeys: [key(), ...(old?.cursorKeys.slice(0, 1) ?? [])],
  objectKeys: [key(), ...(old?.objectKeys.slice(0, 1) ?? [])],
  mediaKeys: [key(), ...(old?.mediaKeys.slice(0, 1) ?? [])],
  signingKeys: [signingKey(), ...(old?.signingKeys.slice(0, 1) ?? [])],
  rotatedAt: now.toISOString(),
});

const key = (): string => randomBytes(32).toString('base64url');

const signingKey = (): SigningKey => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' }) as Pick<SigningKey, 'x' | 'y' | 'd'>;
  return {
    kty: 'EC',
    crv: 'P-256',
    alg: 'ES256',
    use: 'sig',
    kid: randomUUID(),
    x: jwk.x,
    y: jwk.y,
    d: jwk.d,
  };
};
