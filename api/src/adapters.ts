import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Cache } from '@vidkit/platform/ports/cache';
import type { ColdStore } from '@vidkit/platform/ports/cold-store';
import type { EventStream } from '@vidkit/platform/ports/event-stream';
import type { Identity } from '@vidkit/platform/ports/identity';
import type { Mailer } from '@vidkit/platform/ports/mailer';
import type { MetricsReader } from '@vidkit/platform/ports/metrics-store';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { PubSub } from '@vidkit/platform/ports/pub-sub';
import type { Queue } from '@vidkit/platform/ports/queue';
import type { RateLimiter } from '@vidkit/platform/ports/rate-limiter';
import type { SocialSignIn } from '@vidkit/platform/ports/social-sign-in';
import type { UrlSigner } from '@vidkit/platform/ports/url-signer';

import type { Database } from './db/database.ts';
import type { Mailbox } from './features/identity/mailbox.routes.ts';

/** All that the API uses outside of itself, made by `local/adapters.ts` or `aws/adapters.ts`. */
export interface Adapters {
  readonly database: Database;
  readonly objects: ObjectStore;
  /** Answers the addresses that the object store signed, or with false; null where it has a door of its own. */
  readonly objectDoor: ((req: IncomingMessage, res: ServerResponse) => Promise<boolean>) | null;
  /** Origins of the addresses that the object store signs, where they are not ours: our pages may send there. */
  readonly objectOrigins: readonly string[];
  readonly cold: ColdStore;
  readonly queue: Queue;
  readonly pubSub: PubSub;
  readonly rateLimiter: RateLimiter;
  readonly signer: UrlSigner;
  readonly identity: Identity;
  /** Signing in with an account elsewhere; null: with a password only. */
  readonly social: SocialSignIn | null;
  readonly mailer: Mailer;
  /** Where mails can be read that go nowhere; null where they are really sent. */
  readonly mailbox: Mailbox | null;
  /** Where what happens in views goes, and where its counters are read; null: both are in the database. */
  readonly views: { readonly stream: EventStream; readonly metrics: MetricsReader } | null;
  /** What is read on every signed-in page; null: only in the database. */
  readonly cache: Cache | null;
  /** Before anything is asked of them. */
  start(): Promise<void>;
  /** After nothing is asked of them any more. */
  stop(): Promise<void>;
}
