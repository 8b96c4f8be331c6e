import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import * as buckets from './s3-stand-in/bucket-handlers.ts';
import { allowOrigin, answerPreflight } from './s3-stand-in/cors.ts';
import { createEvent, type S3Event } from './s3-stand-in/event.ts';
import { type Fault, Faults } from './s3-stand-in/faults.ts';
import * as multipart from './s3-stand-in/multipart-handlers.ts';
import * as objects from './s3-stand-in/object-handlers.ts';
import { type Operation, operationOf } from './s3-stand-in/operations.ts';
import { S3Error } from './s3-stand-in/s3-error.ts';
import { errorAnswer, send } from './s3-stand-in/send.ts';
import { parseQuery, verifySignature } from './s3-stand-in/signature.ts';
import { type Answer, Bucket, type Call, type Handler, type World } from './s3-stand-in/world.ts';

export interface SeenRequest {
  readonly operation: Operation;
  readonly bucket: string;
  readonly key: string;
  readonly headers: IncomingMessage['headers'];
}

export interface S3StandInOptions {
  readonly buckets?: readonly string[];
  /** Restores are done when they are asked for; else `completeRestores` does them. */
  readonly restoresAtOnce?: boolean;
  /** ETags are no digests then. */
  readonly encryptsByKms?: boolean;
  /** How far the clock of this S3 is ahead of ours. */
  readonly clockAheadMs?: number;
}

/**
 * A server that speaks enough of S3's protocol for tests, written from AWS's documentation: signatures, checksums,
 * ranges, multipart uploads, copies, tags, restores, CORS, and events as EventBridge shapes them. Addresses are path
 * style. What it does not prove: rights (IAM, bucket policies), encryption by KMS, versions, limits of rate and size, what
 * real S3 does where its documentation is silent.
 */
export class S3StandIn {
  readonly credentials = { accessKeyId: 'AKIDSTANDIN', secretAccessKey: 'secret/of+the/stand-in' };
  readonly region = 'eu-central-1';
  /** Every request whose signature was good, oldest first. */
  readonly requests: SeenRequest[] = [];
  readonly #options: S3StandInOptions;
  readonly #server: Server;
  readonly #faults = new Faults();
  readonly #listeners: ((event: S3Event) => void)[] = [];
  readonly #buckets = new Map<string, Bucket>();
  #folder = '';
  #sequence = 0;

  constructor(options: S3StandInOptions = {}) {
    this.#options = options;
    for (const name of options.buckets ?? []) this.#buckets.set(name, new Bucket());
    this.#server = createServer((req, res) => void this.#serve(req, res));
  }

  async start(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 's3-stand-in-'));
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What a client of the SDK needs to come here. */
  get client() {
    return { endpoint: this.url, region: this.region, forcePathStyle: true, credentials: this.credentials };
  }

  failNext(operation: Operation | '*', fault: Fault): void {
    this.#faults.add(operation, fault);
  }

  /** Forgets faults that did not happen. */
  calm(): void {
    this.#faults.clear();
  }

  onEvent(listener: (event: S3Event) => void): void {
    this.#listeners.push(listener);
  }

  bucket(name: string): Bucket {
    const found = this.#buckets.get(name);
    if (!found) throw new Error(`The stand-in has no bucket ${name}.`);
    return found;
  }

  /** Moves an object to a storage class, as a lifecycle rule does. */
  transition(bucketName: string, key: string, storageClass: string): void {
    const bucket = this.bucket(bucketName);
    bucket.objects.set(key, { ...bucket.object(key), storageClass, restore: null });
  }

  /** Ends every restore that is under way, and tells of it. */
  completeRestores(): void {
    for (const [name, { objects: all }] of this.#buckets)
      for (const [key, { restore }] of all) if (restore && !restore.until) this.#finishRestore(name, key);
  }

  #now(): Date {
    return new Date(Date.now() + (this.#options.clockAheadMs ?? 0));
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    res.setHeader('x-amz-request-id', randomUUID());
    res.setHeader('Date', this.#now().toUTCString());
    req.on('error', () => undefined);
    try {
      const [path = ''] = (req.url ?? '').split('?', 1);
      const [, bucketName = '', key = ''] = /^\/([^/]*)\/?([^]*)$/.exec(decodeURIComponent(path)) ?? [];
      if (req.method === 'OPTIONS') {
        await send(req, res, answerPreflight(req, this.#buckets.get(bucketName)));
        return;
      }
      allowOrigin(req, res, this.#buckets.get(bucketName));
      const { payload } = verifySignature(
        { method: req.method ?? '', target: req.url ?? '', headers: req.headers },
        { ...this.credentials, region: this.region, now: this.#now() },
      );
      const query = new Map(parseQuery(req.url ?? ''));
      const copies = req.headers['x-amz-copy-source'] !== undefined;
      const operation = operationOf({ method: req.method ?? '', key, query, copies });
      this.requests.push({ operation, bucket: bucketName, key, headers: req.headers });
      const fault = this.#faults.take(operation);
      if (fault?.delayMs !== undefined) await sleep(fault.delayMs);
      if (fault?.resetConnection === 'before') {
        res.destroy();
        return;
      }
      if (fault?.status !== undefined)
        throw new S3Error(fault.code ?? 'InternalError', 'This was asked for.', fault.status);
      const answer = await this.#handle(operation, {
        req,
        bucketName,
        key,
        query,
        payload,
        world: this.#world(),
      });
      if (fault?.resetConnection === 'after') {
        res.destroy();
        return;
      }
      const { resetConnection } = fault ?? {};
      await send(
        req,
        res,
        answer,
        resetConnection === 'body' ? 'break' : resetConnection === 'stall' ? 'stall' : 'all',
      );
    } catch (error) {
      if (res.headersSent || res.destroyed) {
        res.destroy();
        return;
      }
      const known =
        error instanceof S3Error
          ? error
          : new S3Error('InternalError', `The stand-in failed: ${String(error)}`);
      await send(req, res, errorAnswer(known));
      // The sender may still be sending: it shall be able to read why that is in vain.
      req.resume();
    }
  }

  async #handle(operation: Operation, call: Call): Promise<Answer> {
    if (operation === 'CreateBucket') {
      if (this.#buckets.has(call.bucketName))
        throw new S3Error('BucketAlreadyOwnedByYou', 'Your previous request to create it succeeded.');
      this.#buckets.set(call.bucketName, new Bucket());
      return { status: 200 };
    }
    const bucket = this.#buckets.get(call.bucketName);
    if (!bucket) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
    return await handlers[operation](call, bucket);
  }

  #world(): World {
    return {
      folder: this.#folder,
      buckets: this.#buckets,
      restoresAtOnce: this.#options.restoresAtOnce ?? false,
      encryptsByKms: this.#options.encryptsByKms ?? false,
      now: () => this.#now(),
      created: (bucket, key, reason) => this.#tell('Object Created', bucket, key, { reason }),
      finishRestore: (bucket, key) => this.#finishRestore(bucket, key),
    };
  }

  #finishRestore(bucketName: string, key: string): void {
    const bucket = this.bucket(bucketName);
    const object = bucket.object(key);
    const days = object.restore?.days ?? 1;
    const until = new Date(this.#now().getTime() + days * 24 * 3_600_000);
    bucket.objects.set(key, { ...object, restore: { until, days } });
    this.#tell('Object Restore Completed', bucketName, key, {
      'restore-expiry-time': until.toISOString(),
      'source-storage-class': object.storageClass,
    });
  }

  #tell(
    detailType: S3Event['detail-type'],
    bucketName: string,
    key: string,
    detail: Readonly<Record<string, unknown>>,
  ): void {
    const object = this.bucket(bucketName).object(key);
    const event = createEvent(detailType, {
      bucketName,
      key,
      object,
      detail,
      region: this.region,
      time: this.#now(),
      sequence: ++this.#sequence,
    });
    // After the answer, as the real ones come.
    setImmediate(() => this.#listeners.forEach((listener) => listener(event)));
  }
}

const handlers: Readonly<Record<Exclude<Operation, 'CreateBucket'>, Handler>> = {
  AbortMultipartUpload: multipart.abortMultipartUpload,
  CompleteMultipartUpload: multipart.completeMultipartUpload,
  CopyObject: objects.copyObject,
  CreateMultipartUpload: multipart.createMultipartUpload,
  DeleteObject: objects.deleteObject,
  DeleteObjects: buckets.deleteObjects,
  GetBucketCors: buckets.getBucketCors,
  GetObject: objects.getObject,
  GetObjectTagging: objects.getObjectTagging,
  HeadBucket: buckets.headBucket,
  HeadObject: objects.headObject,
  ListMultipartUploads: multipart.listMultipartUploads,
  ListObjectsV2: buckets.listObjectsV2,
  ListParts: multipart.listParts,
  PutBucketCors: buckets.putBucketCors,
  PutBucketLifecycleConfiguration: buckets.putBucketLifecycle,
  PutObject: objects.putObject,
  PutObjectTagging: objects.putObjectTagging,
  RestoreObject: objects.restoreObject,
  UploadPart: multipart.uploadPart,
  UploadPartCopy: multipart.uploadPartCopy,
};
