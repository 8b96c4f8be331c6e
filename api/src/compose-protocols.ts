import type { Config } from '@vidkit/platform/config';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { RateLimit, RateLimiter } from '@vidkit/platform/ports/rate-limiter';
import type { Request, Router } from 'express';
import type { Logger } from 'pino';

import type { Knex } from './db/connect.ts';
import type { Database } from './db/database.ts';
import { SessionLocks } from './db/session-locks.ts';
import type { Caller } from './features/identity/principal.ts';
import type { PeopleService } from './features/people/people.service.ts';
import { JoiningPieces } from './features/tus/joining-pieces.ts';
import { TusRepository } from './features/tus/tus.repository.ts';
import { tusRoutes } from './features/tus/tus.routes.ts';
import { TusService } from './features/tus/tus.service.ts';
import { UploadLocks } from './features/tus/upload-locks.ts';
import { UploadSizes } from './features/uploads/upload-sizes.ts';
import type { UploadsRepository } from './features/uploads/uploads.repository.ts';
import type { UploadsService } from './features/uploads/uploads.service.ts';
import { uppyRoutes } from './features/uppy/uppy.routes.ts';
import { UppyService } from './features/uppy/uppy.service.ts';
import { authenticate, type AuthenticateDeps } from './http/authenticate.ts';
import { limitedBy, takeLimit } from './http/take-limit.ts';

export interface ProtocolsDeps {
  config: Pick<Config, 'publicUrl' | 'maxFileBytes' | 'quotaBytes'>;
  database: Database;
  knex: Knex;
  uploads: UploadsService;
  uploadRecords: UploadsRepository;
  people: PeopleService;
  objects: ObjectStore;
  rateLimiter: RateLimiter;
  authentication: AuthenticateDeps;
  log: Logger;
}

export interface Protocols {
  /** By the address below which each answers. */
  readonly routers: Readonly<Record<string, Router>>;
  readonly tus: TusService;
  stop(): Promise<void>;
}

/** What other uploaders speak, put on the uploads of everybody else. */
export const composeProtocols = (deps: ProtocolsDeps): Protocols => {
  const { config, knex, uploads, uploadRecords, people, objects, rateLimiter, authentication, log } = deps;
  const { publicUrl, maxFileBytes, quotaBytes } = config;
  const sessionLocks = new SessionLocks(deps.database);
  const locks = new UploadLocks(sessionLocks);
  const sizes = new UploadSizes({ uploads: uploadRecords, maxFileBytes, quotaBytes });
  const shared = { tus: new TusRepository(knex), uploads, uploadRecords, objects, locks, log };
  const joining = new JoiningPieces(shared);
  const tus = new TusService({ ...shared, joining, sizes, people, maxFileBytes });
  const uppy = new UppyService({ uploads, uploadRecords, sizes, objects });
  const limit = (rate: RateLimit, req: Request, caller: Caller): Promise<void> =>
    takeLimit(rateLimiter, rate, limitedBy(req, caller));
  return {
    routers: {
      '/v1/tus': tusRoutes({ publicUrl, tus, authenticate: authenticate(authentication), takeLimit: limit }),
      '/v1/uppy': uppyRoutes({
        publicUrl,
        uppy,
        authorizeUpload: (secret, page) => authentication.authorizeUpload(secret, page),
        takeLimit: limit,
      }),
    },
    tus,
    stop: async () => {
      await joining.stop();
      await sessionLocks.stop();
    },
  };
};
