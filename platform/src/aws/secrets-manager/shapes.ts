import { z } from 'zod';

const text = z.string().min(1);
const keys = z.array(text).min(1);

const signature = { use: z.literal('sig'), kid: text, d: text };
const ellipticKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  alg: z.literal('ES256'),
  ...signature,
  x: text,
  y: text,
});
const rsaKey = z.object({
  kty: z.literal('RSA'),
  alg: z.literal('RS256'),
  ...signature,
  ...{ n: text, e: text, p: text, q: text, dp: text, dq: text, qi: text },
});

/** What `loadSecrets` writes, as the JSON of a secret. The database has a secret of its own there. */
export const installationSecrets = z.object({
  databasePassword: z.string().default(''),
  cookieKeys: keys,
  cursorKeys: keys,
  objectKeys: keys,
  mediaKeys: keys,
  signingKeys: z.array(z.discriminatedUnion('kty', [ellipticKey, rsaKey])).min(1),
  rotatedAt: z.iso.datetime(),
});

/** As RDS writes it; a proxy or a cluster has its address here, too. */
export const databaseCredentials = z.object({
  host: text,
  port: z.coerce.number().int().min(1).max(65_535).default(5432),
  dbname: text.default('vidkit'),
  username: text,
  password: text,
});

export type DatabaseCredentials = z.output<typeof databaseCredentials>;
