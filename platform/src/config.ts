import { resolve } from 'node:path';

import { type VideoCodec, videoCodec } from '@vidkit/contracts/events/media';
import { z } from 'zod';

/** The environment was refused; `message` names each variable, what is wrong and what would be right. */
export class ConfigError extends Error {
  readonly code = 'config_invalid';

  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

export const flag = (whenUnset: boolean) =>
  z
    .enum(['0', '1', 'true', 'false'], { error: 'must be 0 or 1' })
    .transform((value) => value === '1' || value === 'true')
    .default(whenUnset);

const port = z.coerce
  .number({ error: 'must be a port number, such as 8080' })
  .int()
  .min(1, { error: 'must be at least 1' })
  .max(65_534, { error: 'must be at most 65534' });

export const url = (protocols: readonly string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const codecNames = videoCodec.options;

/** In the order in which they are offered, each once. */
const codecs = z.string().transform((text, context): VideoCodec[] => {
  const asked = text.split(',').map((name) => name.trim().toLowerCase());
  const unknown = asked.filter((name) => !videoCodec.safeParse(name).success);
  const wrong =
    unknown.length > 0
      ? `it does not know "${unknown.join('", "')}"`
      : asked.includes('h264')
        ? null
        : 'it lacks h264, which every device plays';
  if (wrong !== null) {
    context.addIssue({
      code: 'custom',
      message: `must be a list of ${codecNames.join(', ')}, such as h264,hevc: ${wrong}`,
    });
  }
  return codecNames.filter((name) => asked.includes(name));
});

const environment = z.object({
  /** What the parts outside of this process are: those of this machine, or AWS's (`aws/aws-config.ts` has their names). */
  PLATFORM: z.enum(['local', 'aws'], { error: 'must be local or aws' }).default('local'),
  PORT: port.default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: url(['http:', 'https:'])
    .transform((value) => new URL(value).origin)
    .optional(),
  /** Port of the demo host page; 0 turns it off. Unset: PORT + 1. */
  DEMO_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  FFMPEG_PATH: z.string().min(1).optional(),
  FFPROBE_PATH: z.string().min(1).optional(),
  NO_SYSTEM_INSTALL: flag(false),
  /** Codecs of the renditions; each one beside H.264 is a whole ladder more. */
  VIDEO_CODECS: codecs.default(['h264']),
  /** File of the model by which captions are heard; without one none are. */
  TRANSCRIBER_MODEL: z.string().min(1).optional(),
  /** The program that hears them. */
  TRANSCRIBER_PATH: z.string().min(1).default('whisper-cli'),
  /** 1 has captions heard for every video that becomes ready without any. */
  AUTO_CAPTIONS: flag(false),
  DEMO: flag(true),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Bytes in one uploaded file. */
  MAX_FILE_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(64 * 1024 ** 3),
  /** Milliseconds of one video. */
  MAX_DURATION_MS: z.coerce
    .number()
    .int()
    .min(1)
    .default(12 * 3_600_000),
  /** Days in which a deleted video can be taken back. */
  DELETE_GRACE_DAYS: z.coerce.number().min(0).default(30),
  /** Days for which it is kept what happened in views. */
  EVENTS_KEEP_DAYS: z.coerce.number().min(1).max(36_500).default(400),
  /** Seconds for which a media link lasts at least; at most twice as long. */
  PLAYBACK_TTL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(3600),
  /** Bytes that the videos of one creator may take, sources and qualities; 0 is no limit. */
  QUOTA_BYTES: z.coerce.number().int().min(0).default(0),
  /** Days without a view after which the original of a video goes to the archive; 0 is never. */
  ARCHIVE_AFTER_DAYS: z.coerce.number().min(0).default(0),
  /** Days without a view after which a video itself goes there, and viewers have to ask for it; 0 is never. */
  ARCHIVE_VIDEO_AFTER_DAYS: z.coerce.number().min(0).default(0),
  /** How long bringing an original or a video back from the archive takes here. */
  ARCHIVE_RESTORE_SECONDS: z.coerce.number().int().min(0).default(0),
  /** 1 lets imports by address reach this machine and its own networks. */
  IMPORT_FROM_PRIVATE: flag(false),
  /** 1 when a proxy in front sets X-Forwarded-For and -Proto. */
  TRUST_PROXY: flag(false),
  /** A header of the proxy's own with the address of whoever asks, where it only appends to X-Forwarded-For. */
  CLIENT_ADDRESS_HEADER: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,60}$/, { error: 'must be the name of a header in small letters' })
    .optional(),
  /** Encodes at once in one worker. */
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(1),
});

export interface Config {
  readonly platform: 'local' | 'aws';
  readonly port: number;
  readonly host: string;
  /** Origin under which people reach us, without a slash at the end. */
  readonly publicUrl: string;
  /** Null when there is no demo host page. */
  readonly demoPort: number | null;
  readonly dataDir: string;
  /** Null: our own PostgreSQL below `dataDir`. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly ffmpegPath: string | null;
  readonly ffprobePath: string | null;
  readonly systemInstall: boolean;
  /** H.264 first, which is always among them. */
  readonly videoCodecs: readonly VideoCodec[];
  /** Null: captions are not heard from the sound. */
  readonly transcriberModel: string | null;
  readonly transcriberPath: string;
  readonly autoCaptions: boolean;
  readonly demo: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly maxFileBytes: number;
  readonly maxDurationMs: number;
  readonly deleteGraceDays: number;
  readonly eventsKeepDays: number;
  readonly playbackTtlSeconds: number;
  /** Null: no limit. */
  readonly quotaBytes: number | null;
  /** Null: never. */
  readonly archiveAfterDays: number | null;
  /** Null: never. */
  readonly archiveVideoAfterDays: number | null;
  readonly archiveRestoreSeconds: number;
  readonly importFromPrivate: boolean;
  readonly trustProxy: boolean;
  readonly clientAddressHeader: string | null;
  readonly workerConcurrency: number;
}

/** Throws `ConfigError` with a line for each variable that is wrong. Empty variables count as unset. */
export const parseEnvironment = <Schema extends z.ZodType>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.output<Schema> => {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new ConfigError(lines.join('\n'));
};

/** Reads the environment once. Throws `ConfigError`. Empty variables count as unset. */
export const readConfig = (env: Readonly<Record<string, string | undefined>> = process.env): Config => {
  const e = parseEnvironment(environment, env);
  const demoPort = e.DEMO_PORT ?? e.PORT + 1;
  return {
    platform: e.PLATFORM,
    port: e.PORT,
    host: e.HOST,
    publicUrl: e.PUBLIC_URL ?? `http://localhost:${e.PORT}`,
    demoPort: e.DEMO && demoPort !== 0 ? demoPort : null,
    dataDir: resolve(e.DATA_DIR),
    databaseUrl: e.DATABASE_URL ?? null,
    redisUrl: e.REDIS_URL ?? null,
    ffmpegPath: e.FFMPEG_PATH ?? null,
    ffprobePath: e.FFPROBE_PATH ?? null,
    systemInstall: !e.NO_SYSTEM_INSTALL,
    videoCodecs: e.VIDEO_CODECS,
    transcriberModel: e.TRANSCRIBER_MODEL ? resolve(e.TRANSCRIBER_MODEL) : null,
    transcriberPath: e.TRANSCRIBER_PATH,
    autoCaptions: e.AUTO_CAPTIONS,
    demo: e.DEMO,
    logLevel: e.LOG_LEVEL,
    maxFileBytes: e.MAX_FILE_BYTES,
    maxDurationMs: e.MAX_DURATION_MS,
    deleteGraceDays: e.DELETE_GRACE_DAYS,
    eventsKeepDays: e.EVENTS_KEEP_DAYS,
    playbackTtlSeconds: e.PLAYBACK_TTL_SECONDS,
    quotaBytes: e.QUOTA_BYTES || null,
    archiveAfterDays: e.ARCHIVE_AFTER_DAYS || null,
    archiveVideoAfterDays: e.ARCHIVE_VIDEO_AFTER_DAYS || null,
    archiveRestoreSeconds: e.ARCHIVE_RESTORE_SECONDS,
    importFromPrivate: e.IMPORT_FROM_PRIVATE,
    trustProxy: e.TRUST_PROXY,
    clientAddressHeader: e.CLIENT_ADDRESS_HEADER ?? null,
    workerConcurrency: e.WORKER_CONCURRENCY,
  };
};
