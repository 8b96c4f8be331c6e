import { execFile } from 'node:child_process';
import { access, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';

import type { Config } from '@vidkit/platform/config';
import { findInstance } from '@vidkit/platform/local/instance-lock';
import { resolveFfmpeg } from '@vidkit/platform/local/ffmpeg';
import { missingEncoders } from '@vidkit/platform/local/ffmpeg/features';
import { findBinaries } from '@vidkit/platform/local/postgres/binaries';
import pg from 'pg';

import { cacheFolder } from '../bootstrap/folders.mjs';
import { isEnough } from '../bootstrap/node.mjs';
import { isBuilt } from './build.ts';
import { prepareDataDir, requireDiskSpace, requirePort } from './preflight.ts';

export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, or what is wrong and what to do. */
  readonly text: string;
}

/** Looks at everything that `npm start` needs, and changes nothing but the data folder's existence. */
export const examine = async (config: Config): Promise<readonly Finding[]> => {
  const instance = await findInstance(config.dataDir);
  const databaseUrl = config.databaseUrl ?? instance?.databaseUrl ?? null;
  return Promise.all([
    find('Node', () => {
      if (!isEnough(process.versions.node)) throw new Error(`${process.versions.node} is too old.`);
      return process.versions.node;
    }),
    find('Data folder', async () => {
      await prepareDataDir(config.dataDir);
      await requireDiskSpace(config.dataDir);
      const { bavail, bsize } = await statfs(config.dataDir);
      return `${config.dataDir}, ${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB free`;
    }),
    find('Port', async () => {
      if (instance) return `${config.port}, in use by this instance`;
      await requirePort(config.host, config.port, 'PORT');
      return `${config.port} is free`;
    }),
    find('Database', async () => {
      if (databaseUrl) return versionOf(databaseUrl);
      await findBinaries();
      return 'built-in PostgreSQL, not running';
    }),
    find('ffmpeg', async () => {
      const ffmpeg = await resolveFfmpeg(config, { cacheDir: cacheFolder().folder });
      if (!ffmpeg) throw new Error('None was found: videos wait. Install ffmpeg, or set FFMPEG_PATH.');
      const lacks = await missingEncoders(ffmpeg.ffmpeg, config.videoCodecs);
      if (lacks.length > 0) {
        throw new Error(
          `${ffmpeg.ffmpeg} lacks ${lacks.join(' and ')}, which VIDEO_CODECS asks for: videos are made without.`,
        );
      }
      return [`${ffmpeg.ffmpeg} (${ffmpeg.source})`, ...ffmpeg.warnings].join('. ');
    }),
    find('Captions', async () => {
      const { transcriberModel, transcriberPath } = config;
      if (transcriberModel === null) return 'not heard from the sound: TRANSCRIBER_MODEL is not set';
      await access(transcriberModel);
      await promisify(execFile)(transcriberPath, ['--help'], { timeout: 30_000 });
      return `${transcriberPath} with ${transcriberModel}`;
    }),
    find('Build', async () => ((await isBuilt()) ? 'up to date' : 'stale; the next start builds it')),
    find('Instance', () =>
      instance ? `runs at ${instance.address} (process ${instance.pid})` : 'does not run',
    ),
  ]);
};

/** Prints the findings, one a line. Returns whether all is well. */
export const doctor = async (
  config: Config,
  print: (line: string) => void = console.log,
): Promise<boolean> => {
  const findings = await examine(config);
  for (const { name, ok, text } of findings) print(`${ok ? '✓' : '✗'} ${name.padEnd(12)} ${text}`);
  return findings.every(({ ok }) => ok);
};

const find = async (name: string, look: () => string | Promise<string>): Promise<Finding> => {
  try {
    return { name, ok: true, text: await look() };
  } catch (error) {
    return { name, ok: false, text: (error as Error).message };
  }
};

const versionOf = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>('select current_setting($1) as version', [
      'server_version',
    ]);
    return `PostgreSQL ${rows[0]?.version ?? ''} at ${new URL(url).host}`;
  } finally {
    await client.end();
  }
};
