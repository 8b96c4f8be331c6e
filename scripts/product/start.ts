import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Config } from '@vidkit/platform/config';
import type { InstanceLock } from '@vidkit/platform/local/instance-lock';
import { localUrlOf } from '@vidkit/platform/local/local-url';
import { followParent } from '@vidkit/platform/local/parent';
import type { RunningPostgres } from '@vidkit/platform/local/postgres';

import { exitWith, Failure } from '../bootstrap/failure.mjs';
import { repository } from '../bootstrap/folders.mjs';
import { followLauncher } from '../bootstrap/launcher.mjs';
import { createProgress, type Progress } from '../bootstrap/progress.mjs';
import { build, isBuilt } from './build.ts';
import type { ChildSpec } from './child-process.ts';
import { Demo } from './demo.ts';
import { claimPlace, findFfmpeg, openDatabase, openSecrets } from './prepare.ts';
import { readyText } from './ready-line.ts';
import { reloadOnChange } from './reload.ts';
import { readSettings, type StartSettings, usage } from './settings.ts';
import { Supervisor } from './supervisor.ts';

const sameSignalMs = 400;

/**
 * `npm start`: everything from the data folder to the ready line, then until Ctrl-C. `supervised`: a process waits for
 * us, without which we end.
 */
export const start = async (args: readonly string[], supervised = false): Promise<void> => {
  const settings = readSettings(args);
  if (!settings) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const progress = createProgress();
  const lock = await claimPlace(settings.config);
  const supervisor = new Supervisor({ lock, warn: progress.warn, onGivenUp: exitWith });
  endOnSignals(supervisor, progress, supervised);
  try {
    await bringUp(settings, supervisor, lock, progress);
  } catch (error) {
    if (supervisor.isStopping) return;
    await supervisor.stop();
    throw error;
  }
};

const bringUp = async (
  { config, dev, verbose }: StartSettings,
  supervisor: Supervisor,
  lock: InstanceLock,
  progress: Progress,
): Promise<void> => {
  await mkdir(join(config.dataDir, 'logs'), { recursive: true, mode: 0o700 });
  const [databaseUrl, ffmpeg] = await allOrNone(
    openOrUseDatabase(config, supervisor, progress),
    progress.step('ffmpeg', () => findFfmpeg(config, progress.note)),
    buildIfStale(progress),
  );
  if (!ffmpeg)
    progress.warn(
      'No ffmpeg: uploads are kept and wait. Install ffmpeg, or set FFMPEG_PATH, and start again.',
    );
  if (supervisor.isStopping) return;
  await lock.update({ databaseUrl, listen: { host: config.host, port: config.port } });

  const env = {
    ...process.env,
    PORT: String(config.port),
    HOST: config.host,
    PUBLIC_URL: config.publicUrl,
    DATA_DIR: config.dataDir,
    DATABASE_URL: databaseUrl,
    DEMO_PORT: String(config.demoPort ?? 0),
    ...(ffmpeg ? { FFMPEG_PATH: ffmpeg.ffmpeg, FFPROBE_PATH: ffmpeg.ffprobe } : {}),
  };
  const hostOrigin = config.demoPort === null ? null : `http://127.0.0.1:${config.demoPort}`;
  const demo = config.demo
    ? new Demo({
        dataDir: config.dataDir,
        env,
        publicUrl: config.publicUrl,
        hostOrigin,
        ffmpeg: ffmpeg?.ffmpeg ?? null,
      })
    : null;
  const demoIsComplete = (await demo?.begin())?.complete ?? true;

  const child = (name: string, script: string): ChildSpec => ({
    name,
    script: join(repository, script),
    env,
    cwd: repository,
    logFolder: join(config.dataDir, 'logs'),
    echo: verbose ? (text) => void process.stderr.write(text) : undefined,
  });
  const [api, worker] = await allOrNone(
    progress.step('API', async () => {
      const added = await supervisor.addChild(child('api', 'api/src/main.ts'));
      await waitForReadiness(config);
      return added;
    }),
    progress.step('Worker', () => supervisor.addChild(child('worker', 'pipelines/src/local/worker.ts'))),
  );
  if (supervisor.isStopping) return;
  if (demo && !demoIsComplete) {
    await progress
      .step('Demo video', () => demo.finish())
      .catch((error: Error) =>
        progress.warn(`The demo is not complete, the next start goes on: ${error.message}`),
      );
  }
  if (supervisor.isStopping) return;
  if (dev) await reloadOnChange({ api, worker, warn: progress.warn, note: progress.note });

  const account = demo?.state?.account ? demo.state : null;
  const text = readyText(
    {
      elapsedMs: progress.elapsedMs(),
      publicUrl: config.publicUrl,
      watchUrl: demo?.state?.video?.watchUrl ?? null,
      demoSite: hostOrigin,
      account: account && {
        email: account.email,
        password: demoIsComplete ? null : account.password,
        file: relative(process.cwd(), demo?.file ?? ''),
      },
    },
    process.stdout.isTTY,
  );
  process.stdout.write(`${text}\n`);
};

const openOrUseDatabase = async (
  config: Config,
  supervisor: Supervisor,
  progress: Progress,
): Promise<string> => {
  if (config.databaseUrl) return config.databaseUrl;
  const { databasePassword } = await openSecrets(config);
  const open = (port?: number): Promise<RunningPostgres> =>
    openDatabase({
      dataDir: config.dataDir,
      password: databasePassword,
      log: progress.note,
      ...(port === undefined ? {} : { port }),
    });
  const database = await progress.step('PostgreSQL', () => open());
  // At the same port: those who are connected find it again.
  supervisor.holdDatabase(database, () => open(Number(new URL(database.url).port)));
  return database.url;
};

const buildIfStale = async (progress: Progress): Promise<void> => {
  if (!(await isBuilt())) await progress.step('Build', build);
};

const waitForReadiness = async (config: Config): Promise<void> => {
  const url = `${localUrlOf(config)}/readyz`;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Failure('failed', `The API does not get ready: ${url}`);
};

/** Like `Promise.all`, but waits for the others when one fails, so that nothing starts behind our back. */
const allOrNone = async <A, B, C>(a: Promise<A>, b: Promise<B>, c?: Promise<C>): Promise<[A, B]> => {
  await Promise.allSettled([a, b, c]);
  await c;
  return [await a, await b];
};

const endOnSignals = (supervisor: Supervisor, progress: Progress, supervised: boolean): void => {
  let last = 0;
  const end = (why: string) => {
    // One Ctrl-C arrives several times: from the terminal, from npm and from the bootstrap that wait for us.
    if (Date.now() - last < sameSignalMs) return;
    last = Date.now();
    progress.note(supervisor.isStopping ? 'stopping at once' : `stopping${why}`);
    void supervisor.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', () => end(''));
  process.on('SIGTERM', () => end(''));
  process.on('SIGHUP', () => end(''));
  const onAlone = () => end(': the command that started us has gone');
  followParent(onAlone, supervised);
  followLauncher(onAlone);
  // A terminal that was closed takes our last lines with it; that is no reason to leave a database behind.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
};
