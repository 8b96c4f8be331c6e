import { join } from 'node:path';

import type { Config } from '@vidkit/platform/config';
import type { Secrets } from '@vidkit/platform/local/secrets';
import type { Identity } from '@vidkit/platform/ports/identity';
import type { Express } from 'express';
import type { Logger } from 'pino';

import type { Adapters } from './adapters.ts';
import { composeProtocols } from './compose-protocols.ts';
import { connect, type Knex } from './db/connect.ts';
import { migrate } from './db/migrate.ts';
import { OutboxRelay } from './db/outbox.ts';
import { CommentsRepository } from './features/comments/comments.repository.ts';
import { commentsRoutes } from './features/comments/comments.routes.ts';
import { CommentsService } from './features/comments/comments.service.ts';
import { EventsRepository } from './features/events/events.repository.ts';
import { eventsRoutes } from './features/events/events.routes.ts';
import { EventsService } from './features/events/events.service.ts';
import { MetricsRepository } from './features/metrics/metrics.repository.ts';
import { metricsRoutes } from './features/metrics/metrics.routes.ts';
import { MetricsService } from './features/metrics/metrics.service.ts';
import { HistoryRepository } from './features/history/history.repository.ts';
import { historyRoutes } from './features/history/history.routes.ts';
import { HistoryService } from './features/history/history.service.ts';
import { importsRoutes } from './features/imports/imports.routes.ts';
import { ImportsService } from './features/imports/imports.service.ts';
import { createIdentityFeature, type IdentityFeature } from './features/identity/identity.ts';
import { PeopleRepository } from './features/people/people.repository.ts';
import { peopleRoutes } from './features/people/people.routes.ts';
import { PeopleService } from './features/people/people.service.ts';
import { LaddersRepository } from './features/ladders/ladders.repository.ts';
import { laddersRoutes } from './features/ladders/ladders.routes.ts';
import { LaddersService } from './features/ladders/ladders.service.ts';
import { InlinePlaylists } from './features/playback/inline-playlists.ts';
import { MediaLinks } from './features/playback/media-links.ts';
import { mediaRoutes } from './features/playback/media.routes.ts';
import { playbackRoutes } from './features/playback/playback.routes.ts';
import { PlaybackService } from './features/playback/playback.service.ts';
import { postersRoutes } from './features/posters/posters.routes.ts';
import { PostersService } from './features/posters/posters.service.ts';
import { ReactionsRepository } from './features/reactions/reactions.repository.ts';
import { reactionsRoutes } from './features/reactions/reactions.routes.ts';
import { ReactionsService } from './features/reactions/reactions.service.ts';
import { SitesRepository } from './features/sites/sites.repository.ts';
import { sitesRoutes } from './features/sites/sites.routes.ts';
import { SitesService } from './features/sites/sites.service.ts';
import { SourcesRepository } from './features/sources/sources.repository.ts';
import { sourcesRoutes } from './features/sources/sources.routes.ts';
import { SourcesService } from './features/sources/sources.service.ts';
import { staticRoutes } from './features/system/static.routes.ts';
import { systemRoutes } from './features/system/system.routes.ts';
import { GenerationsRepository } from './features/texts/generations.repository.ts';
import { GenerationsService } from './features/texts/generations.service.ts';
import { SubtitledStreams } from './features/texts/subtitled-streams.ts';
import { TextsRepository } from './features/texts/texts.repository.ts';
import { textsRoutes } from './features/texts/texts.routes.ts';
import { TextsService } from './features/texts/texts.service.ts';
import { trimRoutes } from './features/trim/trim.routes.ts';
import { TrimService } from './features/trim/trim.service.ts';
import { DelegatedVideos } from './features/upload-tokens/delegated-videos.ts';
import { UploadTokensRepository } from './features/upload-tokens/upload-tokens.repository.ts';
import { uploadTokensRoutes } from './features/upload-tokens/upload-tokens.routes.ts';
import { UploadTokensService } from './features/upload-tokens/upload-tokens.service.ts';
import { UploadsRepository } from './features/uploads/uploads.repository.ts';
import { uploadsRoutes } from './features/uploads/uploads.routes.ts';
import { UploadsService } from './features/uploads/uploads.service.ts';
import { VideosRepository } from './features/videos/videos.repository.ts';
import { videosRoutes } from './features/videos/videos.routes.ts';
import { VideosService } from './features/videos/videos.service.ts';
import { createApp } from './http/app.ts';
import type { AuthenticateDeps } from './http/authenticate.ts';
import { Cursors } from './http/cursors.ts';
import { Idempotency } from './http/idempotency.ts';
import { Streams } from './http/sse.ts';
import { encodeStatusHandler } from './live/encode-status.ts';
import { Janitor } from './live/janitor.ts';
import { LiveHub } from './live/live-hub.ts';
import { objectEventHandler } from './live/object-events.ts';
import { StorageAudit } from './live/storage-audit.ts';
import { StorageAuditRepository } from './live/storage-audit.repository.ts';
import { cdnVersion } from './pages/cdn.ts';
import { embedRoutes } from './pages/embed.routes.ts';
import { pageRoutes } from './pages/pages.routes.ts';

const root = join(import.meta.dirname, '../..');

export interface Product {
  readonly app: Express;
  readonly knex: Knex;
  readonly identity: Identity;
  readonly identityFeature: IdentityFeature;
  readonly janitor: Janitor;
  readonly audit: StorageAudit;
  start(): Promise<void>;
  /** Answers `/readyz` with 503 and ends the live streams; requests under way go on. */
  drain(): void;
  stop(): Promise<void>;
}

export interface Parts {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly adapters: Adapters;
  readonly log: Logger;
}

/** The one place that puts the parts together. Nothing runs before `start`. */
export const compose = ({ config, secrets, adapters, log }: Parts): Product => {
  const { objects, cold, queue, pubSub, rateLimiter, signer, identity, mailer, mailbox } = adapters;
  const knex = connect(adapters.database);

  const cursors = new Cursors(secrets.cursorKeys);
  const links = new MediaLinks({
    publicUrl: config.publicUrl,
    signer,
    ttlSeconds: config.playbackTtlSeconds,
  });
  const live = new LiveHub(pubSub, knex);
  const outbox = new OutboxRelay(knex, queue, log);
  const idempotency = new Idempotency(knex);
  const streams = new Streams();

  const videosRepository = new VideosRepository(knex);
  const sourcesRepository = new SourcesRepository(knex);
  const sitesRepository = new SitesRepository(knex);
  const people = new PeopleService(new PeopleRepository(knex), identity, async (accountId) => ({
    usedBytes: await videosRepository.usedBytes(accountId),
    quotaBytes: config.quotaBytes,
  }));
  const videos = new VideosService({ videos: videosRepository, links, cursors, live, outbox, objects });
  const uploadsRepository = new UploadsRepository(knex);
  const tokensRepository = new UploadTokensRepository(knex);
  const uploadTokens = new UploadTokensService({ tokens: tokensRepository, people, cursors });
  const uploads = new UploadsService({
    uploads: uploadsRepository,
    videos: videosRepository,
    tokens: tokensRepository,
    people,
    objects,
    outbox,
    live,
    cursors,
    maxFileBytes: config.maxFileBytes,
    quotaBytes: config.quotaBytes,
  });
  const laddersRepository = new LaddersRepository(knex);
  const ladders = new LaddersService({
    ladders: laddersRepository,
    videos,
    links,
    objects,
    cold,
    publicUrl: config.publicUrl,
    archiveAfterDays: config.archiveVideoAfterDays,
    reprocess: (id, ownerId) => sources.reprocess(id, ownerId),
    log,
  });
  const sources: SourcesService = new SourcesService({
    sources: sourcesRepository,
    videos,
    ladders,
    objects,
    cold,
    archiveAfterDays: config.archiveAfterDays,
  });
  const imports = new ImportsService({
    knex,
    people,
    outbox,
    live,
    maxFileBytes: config.maxFileBytes,
    quotaBytes: config.quotaBytes,
    log,
  });
  const trims = new TrimService({ videosRepository, videos, sources, links, objects, outbox });
  const posters = new PostersService({
    knex,
    videos,
    links,
    objects,
    outbox,
    usedBytes: (ownerId) => videosRepository.usedBytes(ownerId),
    quotaBytes: config.quotaBytes,
    log,
  });
  const textsRepository = new TextsRepository(knex);
  const canHear = config.transcriberModel !== null;
  const texts = new TextsService({
    texts: textsRepository,
    generations: new GenerationsRepository(knex),
    canHear,
    videos,
    links,
    objects,
  });
  const generations = new GenerationsService({
    knex,
    videos,
    texts,
    objects,
    outbox,
    live,
    canHear,
    unasked: config.autoCaptions,
    log,
  });
  const subtitled = new SubtitledStreams(objects);
  const playback = new PlaybackService({
    videos,
    texts,
    subtitled,
    playlists: new InlinePlaylists(objects),
    links,
    publicUrl: config.publicUrl,
  });
  const comments = new CommentsService({
    comments: new CommentsRepository(knex),
    videos,
    people,
    cursors,
    live,
  });
  const reactions = new ReactionsService({
    reactions: new ReactionsRepository(knex),
    videos,
    comments,
    people,
    live,
  });
  const metricsRepository = new MetricsRepository(knex);
  const eventsRepository = new EventsRepository(knex, metricsRepository);
  const metrics = new MetricsService(adapters.views?.metrics ?? metricsRepository, videos);
  const events = new EventsService({
    stream: adapters.views?.stream ?? eventsRepository,
    kept: [eventsRepository, metricsRepository],
    videos,
    keepDays: config.eventsKeepDays,
  });
  const history = new HistoryService({
    history: new HistoryRepository(knex),
    videos,
    people,
    links,
    cursors,
  });
  const identityFeature = createIdentityFeature({
    config,
    secrets,
    knex,
    identity,
    social: adapters.social,
    mailer,
    mailbox,
    rateLimiter,
    cache: adapters.cache,
    log,
    findSite: (id) => sitesRepository.find(id),
    findSiteByOrigin: (origin) => sitesRepository.findByOrigin(origin),
  });
  const sites = new SitesService({
    sites: sitesRepository,
    people,
    cursors,
    embedClientFor: (origin) => identityFeature.embedClientFor(origin),
    publicUrl: config.publicUrl,
  });
  const audit = new StorageAudit({
    audit: new StorageAuditRepository(knex),
    texts: textsRepository,
    subtitled,
    sources: sourcesRepository,
    sourcesService: sources,
    ladders: laddersRepository,
    objects,
    cold,
    log,
  });
  const authentication: AuthenticateDeps = {
    verifyAccessToken: (token) => identityFeature.verifyAccessToken(token),
    authorizeUpload: (secret, page) => uploadTokens.authorize(secret, page),
    siteOrigin: async (id) =>
      id === 'self' ? config.publicUrl : ((await sitesRepository.find(id))?.origin ?? null),
  };
  const protocols = composeProtocols({
    config,
    database: adapters.database,
    knex,
    uploads,
    uploadRecords: uploadsRepository,
    people,
    objects,
    rateLimiter,
    authentication,
    log,
  });
  const janitor = new Janitor({
    knex,
    videos: videosRepository,
    videosService: videos,
    posters,
    generations,
    sources,
    ladders,
    cold,
    audit,
    uploads,
    tus: protocols.tus,
    events,
    objects,
    outbox,
    idempotency,
    live,
    resealSecondFactors: () => identityFeature.resealSecondFactors(),
    deleteGraceDays: config.deleteGraceDays,
    log,
  });

  let accepting = false;
  const app = createApp({
    publicUrl: config.publicUrl,
    log,
    trustProxy: config.trustProxy,
    clientAddressHeader: config.clientAddressHeader,
    idempotency,
    rateLimiter,
    streams,
    authentication,
    routes: [
      ...peopleRoutes(people),
      ...uploadsRoutes(uploads, { maxFileBytes: config.maxFileBytes, maxDurationMs: config.maxDurationMs }),
      ...uploadTokensRoutes(uploadTokens),
      ...importsRoutes(imports),
      ...videosRoutes(videos, new DelegatedVideos({ uploads: uploadsRepository, videos, links }), live),
      ...sourcesRoutes(sources),
      ...laddersRoutes(ladders),
      ...trimRoutes(trims),
      ...playbackRoutes(playback),
      ...textsRoutes(texts, generations),
      ...postersRoutes(posters),
      ...commentsRoutes(comments),
      ...reactionsRoutes(reactions),
      ...historyRoutes(history),
      ...sitesRoutes(sites),
      ...eventsRoutes(events),
      ...metricsRoutes(metrics),
    ],
    objectDoor: adapters.objectDoor,
    protocols: protocols.routers,
    routers: [
      systemRoutes({
        accepting: () => accepting,
        checks: [
          { name: 'database', check: () => knex.raw('select 1') },
          { name: 'queue', check: () => queue.check() },
          { name: 'objects', check: () => objects.check() },
        ],
      }),
      mediaRoutes(objects, signer),
      pageRoutes({ publicUrl: config.publicUrl, videos, playback, links }),
      embedRoutes({ publicUrl: config.publicUrl, videos, playback, links }),
      staticRoutes(
        {
          cdn: join(root, 'elements/dist/cdn'),
          studio: join(root, 'studio/dist'),
          storybook: join(root, 'storybook/storybook-static'),
          pages: join(root, 'api/dist/pages'),
        },
        { version: cdnVersion, objectOrigins: adapters.objectOrigins },
      ),
      identityFeature.router,
    ],
  });

  return {
    app,
    knex,
    identity,
    identityFeature,
    janitor,
    audit,
    start: async () => {
      const applied = await migrate(knex);
      if (applied.length > 0) log.info({ applied }, 'schema migrated');
      await adapters.start();
      await pubSub.start();
      await queue.start();
      await queue.consume(
        'encode-status',
        encodeStatusHandler({ videos: videosRepository, texts, generations, live, log }),
        {
          concurrency: 1,
        },
      );
      await queue.consume('import-status', imports.onStatus, { concurrency: 1 });
      await queue.consume('poster-status', posters.onStatus, { concurrency: 1 });
      await queue.consume('object-event', objectEventHandler({ uploads, sources, ladders }), {
        concurrency: 1,
      });
      await queue.consume('transcription-status', generations.onStatus, { concurrency: 1 });
      outbox.start();
      janitor.start();
      accepting = true;
    },
    drain: () => {
      accepting = false;
      streams.endAll();
    },
    stop: async () => {
      await janitor.stop();
      await ladders.stop();
      await protocols.stop();
      await outbox.stop();
      await queue.stop(5_000);
      await pubSub.stop();
      await rateLimiter.stop();
      await adapters.stop();
      await knex.destroy();
    },
  };
};
