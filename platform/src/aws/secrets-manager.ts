import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';

import { rotateSecrets, type Secrets } from '../local/secrets.ts';
import type { Log } from '../ports/log.ts';
import { SecretError, translateSecretError } from './secrets-manager/secret-error.ts';
import {
  type DatabaseCredentials,
  databaseCredentials,
  installationSecrets,
} from './secrets-manager/shapes.ts';

export interface SecretsManagerOptions {
  readonly client: SecretsManagerClient;
  readonly log: Log;
  /** How long a value is taken for current; for tests. */
  readonly keepMs?: number;
}

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS';

/** A rotation is known everywhere this long after it at the latest; each read costs money. */
const usualKeepMs = 5 * 60_000;

/** API Gateway asks for the keys of an issuer anew after two hours. */
const gatewayKeepsMs = 2 * 3_600_000 + 300_000;

/**
 * Keys and passwords from AWS Secrets Manager. Values are kept for minutes; while Secrets Manager cannot be reached the last
 * ones go on being used, and that is logged. Methods throw `SecretError`, whose messages never hold a value.
 */
export class SecretsManager {
  readonly #client: SecretsManagerClient;
  readonly #log: Log;
  readonly #keepMs: number;
  readonly #kept = new Map<string, { readonly text: Promise<string | null>; readonly until: number }>();

  constructor({ client, log, keepMs = usualKeepMs }: SecretsManagerOptions) {
    this.#client = client;
    this.#log = log;
    this.#keepMs = keepMs;
  }

  /**
   * The keys of this installation: those that sign, then those that still verify. What is older than the previous version is
   * forgotten, so that two rotations end a key for good.
   */
  async installation(id: string): Promise<Secrets> {
    const current = parse(id, installationSecrets, await this.#current(id));
    const text = withKeys(await this.#read(id, 'AWSPREVIOUS'));
    if (text === null) return current;
    const previous = parse(id, installationSecrets, text);
    const rotatedAt = Date.parse(current.rotatedAt);
    const both = (key: 'cookieKeys' | 'cursorKeys' | 'objectKeys' | 'mediaKeys'): readonly string[] =>
      publishedFirst([...new Set([...current[key], ...previous[key].slice(0, 1)])], rotatedAt);
    const known = new Set(current.signingKeys.map(({ kid }) => kid));
    const before = previous.signingKeys.slice(0, 1).filter(({ kid }) => !known.has(kid));
    return {
      ...current,
      cookieKeys: both('cookieKeys'),
      cursorKeys: both('cursorKeys'),
      objectKeys: both('objectKeys'),
      mediaKeys: both('mediaKeys'),
      signingKeys: publishedFirst([...current.signingKeys, ...before], rotatedAt),
    };
  }

  /** What RDS keeps and replaces by itself. */
  async database(id: string): Promise<DatabaseCredentials> {
    return parse(id, databaseCredentials, await this.#current(id));
  }

  /** A password that is the whole secret, or its field `password`. */
  async password(id: string): Promise<string> {
    const text = await this.#current(id);
    if (!text.trimStart().startsWith('{')) return text;
    return parse(id, z.object({ password: z.string().min(1) }), text).password;
  }

  /**
   * Runs work that needs what `read` gives. When it is refused because of that, the secret `id` is read anew and the work
   * done once more, if the secret is another one: it was replaced since.
   */
  async use<Value, Result>(id: string, { read, work, isRefusal }: SecretUse<Value, Result>): Promise<Result> {
    const before = await this.#current(id);
    try {
      return await work(await read());
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.forget(id);
      if ((await this.#current(id)) === before) throw error;
      return await work(await read());
    }
  }

  /** The next call reads it anew. */
  forget(id: string): void {
    for (const stage of ['AWSCURRENT', 'AWSPREVIOUS'] as const) this.#kept.delete(`${stage} ${id}`);
  }

  /** Makes new keys of the installation the current ones, and the first ones where there are none yet. */
  async rotateInstallation(id: string, now = new Date()): Promise<void> {
    this.forget(id);
    const text = await this.#read(id, 'AWSCURRENT');
    const old = withKeys(text);
    // API Gateway checks tokens too, and knows RS256 only.
    const next = rotateSecrets(old === null ? null : parse(id, installationSecrets, old), now, 'RS256');
    const command = new PutSecretValueCommand({ SecretId: id, SecretString: JSON.stringify(next) });
    await this.#client.send(command).catch((error: unknown) => {
      throw translateSecretError(id, error);
    });
    this.forget(id);
  }

  async #current(id: string): Promise<string> {
    const text = await this.#read(id, 'AWSCURRENT');
    if (text === null) throw new SecretError('secret_missing', id, 'does not exist or has no value');
    return text;
  }

  /** Null when there is no such secret or stage. Callers at the same moment share one request. */
  #read(id: string, stage: Stage): Promise<string | null> {
    const name = `${stage} ${id}`;
    const kept = this.#kept.get(name);
    if (kept && performance.now() < kept.until) return kept.text;
    const text = this.#fetch(id, stage).catch(async (error: unknown) => {
      const last = error instanceof SecretError && error.code === 'secret_unavailable' ? kept : undefined;
      if (last) {
        this.#log.warn({ err: error, secret: id }, 'a secret cannot be read anew: the last one is used');
        return await last.text;
      }
      this.#kept.delete(name);
      throw error;
    });
    this.#kept.set(name, { text, until: performance.now() + this.#keepMs });
    return text;
  }

  async #fetch(id: string, stage: Stage): Promise<string | null> {
    try {
      const command = new GetSecretValueCommand({ SecretId: id, VersionStage: stage });
      const { SecretString } = await this.#client.send(command);
      if (SecretString === undefined) throw new SecretError('secret_malformed', id, 'is binary and not text');
      return SecretString;
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return null;
      throw translateSecretError(id, error);
    }
  }
}

/**
 * A new key signs only after everybody knows it: all tasks, which are renewed at a rotation, and API Gateway, which keeps
 * what it knows of an issuer for two hours. Until then the one before it does, in processes that start in the meantime.
 */
const publishedFirst = <Key>(keys: readonly Key[], rotatedAt: number): readonly Key[] => {
  const [newest, before, ...others] = keys;
  const isKnown = Date.now() - rotatedAt > gatewayKeepsMs;
  return newest !== undefined && before !== undefined && !isKnown ? [before, newest, ...others] : keys;
};

/** Null where there are none: who makes the secret by hand makes it empty. */
const withKeys = (text: string | null): string | null =>
  text === null || ['', '{}'].includes(text.trim()) ? null : text;

export interface SecretUse<Value, Result> {
  readonly read: () => Promise<Value>;
  readonly work: (value: Value) => Promise<Result>;
  /** Whether work failed because of the secret: a password that is not taken any more. */
  readonly isRefusal: (error: unknown) => boolean;
}

const parse = <Schema extends z.ZodType>(id: string, schema: Schema, text: string): z.output<Schema> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would quote the secret.
    throw new SecretError('secret_malformed', id, 'is not JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = [...new Set(result.error.issues.map(({ path }) => path.join('.') || 'all of it'))];
  throw new SecretError('secret_malformed', id, `is not as it should be: ${fields.join(', ')}`);
};
