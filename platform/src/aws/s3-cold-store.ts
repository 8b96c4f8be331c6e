import {
  CopyObjectCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  RestoreObjectCommand,
  type S3Client,
  type StorageClass,
} from '@aws-sdk/client-s3';

import { requireKey } from '../objects/object-key.ts';
import type { ColdStore } from '../ports/cold-store.ts';
import { nullIfMissing, type ObjectStore } from '../ports/object-store.ts';
import { copyInParts } from './s3-cold-store/copy-in-parts.ts';
import { translated } from './s3-object-store/s3-errors.ts';

export interface S3ColdStoreOptions {
  readonly client: S3Client;
  readonly objects: ObjectStore;
  /** The bucket in which an object of this key lies. */
  readonly bucketOf: (key: string) => string;
  /**
   * The class at once, for stores without tags, too; unset: a rule of the bucket moves what has the tag `archive=true`.
   */
  readonly storageClass?: StorageClass;
  /** Bytes that one call copies; for tests. */
  readonly copyLimit?: number;
}

const folder = 'archive/';
const tag = 'archive=true';
const oneCopyBytes = 5 * 1024 ** 3;
/** The restored bytes are copied within minutes; the days are for when nobody was there to do it. */
const restoredDays = 3;
/** How long AWS says that its standard retrieval takes, by class: the shortest of three to five hours, and twelve. */
const retrievalHours: Readonly<Record<string, number>> = { GLACIER: 3, DEEP_ARCHIVE: 12 };

/**
 * An archive below `archive/` of the bucket of originals, tagged so that a lifecycle rule moves it to Glacier. What comes
 * back is a new object of the standard class, so its ETag may differ from before: that of a copy in one piece has no parts.
 */
export class S3ColdStore implements ColdStore {
  readonly #client: S3Client;
  readonly #objects: ObjectStore;
  readonly #bucketOf: (key: string) => string;
  readonly #storageClass: StorageClass | undefined;
  readonly #copyLimit: number;

  constructor({ client, objects, bucketOf, storageClass, copyLimit = oneCopyBytes }: S3ColdStoreOptions) {
    this.#client = client;
    this.#objects = objects;
    this.#bucketOf = bucketOf;
    this.#storageClass = storageClass;
    this.#copyLimit = copyLimit;
  }

  async archive(key: string): Promise<void> {
    requireKey(key);
    const StorageClass = this.#storageClass;
    if (await this.#has(key))
      await this.#copy(key, folder + key, StorageClass === undefined ? { Tagging: tag } : { StorageClass });
    else await this.#head(folder + key);
    await this.#objects.delete(key);
  }

  async restore(key: string): Promise<Date> {
    requireKey(key);
    if (await this.#has(key)) return new Date();
    const archived = await this.#head(folder + key);
    if (isReadable(archived)) return new Date();
    await this.#askFor(key);
    const hours = retrievalHours[archived.StorageClass ?? ''] ?? 0;
    return new Date(Date.now() + hours * 3_600_000);
  }

  /** False while a restore is under way; one that nobody asked for, or that ran out, is asked for here. */
  async fetch(key: string): Promise<boolean> {
    requireKey(key);
    if (!(await this.#has(key))) {
      const archived = await this.#head(folder + key);
      if (!isReadable(archived)) {
        if (archived.Restore === undefined) await this.#askFor(key);
        return false;
      }
      await this.#copy(folder + key, key, this.#storageClass === undefined ? { Tagging: '' } : {});
    }
    await this.delete(key);
    return true;
  }

  async delete(key: string): Promise<void> {
    requireKey(key);
    const command = new DeleteObjectCommand({ Bucket: this.#bucketOf(folder + key), Key: folder + key });
    await this.#client.send(command);
  }

  async list(): Promise<string[]> {
    return (await this.#objects.list(folder)).map(({ key }) => key.slice(folder.length));
  }

  /** The copy is whole and of the same size, or this throws: whoever deletes the other one afterwards loses nothing. */
  async #copy(
    from: string,
    to: string,
    becomes: { Tagging?: string; StorageClass?: StorageClass },
  ): Promise<void> {
    const { size, contentType } = await this.#objects.head(from);
    const target = { Bucket: this.#bucketOf(to), Key: to, ...becomes };
    const source = `${this.#bucketOf(from)}/${from}`;
    if (size > this.#copyLimit) await copyInParts(this.#client, { source, size, contentType, target });
    else {
      const command = new CopyObjectCommand({
        ...target,
        CopySource: source,
        ...(becomes.Tagging === undefined ? {} : { TaggingDirective: 'REPLACE' }),
      });
      await translated(from, this.#client.send(command));
    }
    const copied = await this.#head(to);
    if (copied.ContentLength !== size)
      throw new Error(`The copy of ${from} has ${copied.ContentLength ?? 0} bytes, not ${size}.`);
  }

  async #askFor(key: string): Promise<void> {
    const command = new RestoreObjectCommand({
      Bucket: this.#bucketOf(folder + key),
      Key: folder + key,
      RestoreRequest: { Days: restoredDays, GlacierJobParameters: { Tier: 'Standard' } },
    });
    try {
      await translated(key, this.#client.send(command));
    } catch (error) {
      if ((error as Error).name !== 'RestoreAlreadyInProgress') throw error;
    }
  }

  async #head(key: string): Promise<HeadObjectCommandOutput> {
    const command = new HeadObjectCommand({ Bucket: this.#bucketOf(key), Key: key });
    return await translated(key, this.#client.send(command));
  }

  async #has(key: string): Promise<boolean> {
    return (await nullIfMissing(this.#objects.head(key))) !== null;
  }
}

const isReadable = ({ StorageClass, Restore }: HeadObjectCommandOutput): boolean =>
  retrievalHours[StorageClass ?? ''] === undefined || (Restore?.includes('ongoing-request="false"') ?? false);
