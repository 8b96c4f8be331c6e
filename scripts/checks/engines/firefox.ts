import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { clickAt, type DrivenBrowser, MissingBrowser, pathOf, pressOf, waitFor } from './driven-browser.ts';

interface Answer {
  readonly id?: number;
  readonly type: string;
  readonly result?: Record<string, never>;
  readonly message?: string;
}

/** Plays without a gesture, and asks nothing of the network on its own account. */
const preferences = {
  'media.autoplay.default': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'app.update.disabledForTesting': true,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'remote.log.level': 'Error',
};

/** Firefox from the system's packages, by WebDriver BiDi, which it speaks itself. @throws {MissingBrowser} */
export const launchFirefox = async (): Promise<DrivenBrowser> => {
  const program = process.env['FIREFOX_PATH'] ?? pathOf('firefox-esr', 'firefox');
  if (!program) throw new MissingBrowser('sudo apt-get install firefox-esr, or set FIREFOX_PATH');
  const profile = await mkdtemp(join(tmpdir(), 'vidkit-firefox-'));
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const child = spawn(
    program,
    ['--headless', '--profile', profile, '--remote-debugging-port', '0', '--no-remote', 'about:blank'],
    { stdio: 'ignore' },
  );
  const close = async (): Promise<void> => {
    const ended = child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : null;
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await waitFor('Firefox opens its port', () => portOf(profile), 60_000);
    return await connect(port, close);
  } catch (error) {
    await close();
    throw error;
  }
};

const portOf = (profile: string): Promise<number | null> =>
  readFile(join(profile, 'WebDriverBiDiServer.json'), 'utf8').then(
    (text) => (JSON.parse(text) as { ws_port: number }).ws_port,
    () => null,
  );

const connect = async (port: number, close: () => Promise<void>): Promise<DrivenBrowser> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/session`);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('Firefox does not answer')));
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  let last = 0;
  const send = async <T>(method: string, params: object): Promise<T> => {
    const id = (last += 1);
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    waiting.delete(id);
    if (answer.type === 'error') throw new Error(`${method}: ${answer.message ?? 'failed'}`);
    return answer.result as T;
  };

  const { capabilities } = await send<{ capabilities: { browserVersion: string } }>('session.new', {
    capabilities: {},
  });
  const { contexts } = await send<{ contexts: { context: string }[] }>('browsingContext.getTree', {});
  const context = contexts[0]?.context;
  await send('browsingContext.setViewport', { context, viewport: { width: 1000, height: 800 } });
  return {
    name: `Firefox ${capabilities.browserVersion}`,
    open: async (url) => {
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    evaluate: async <T>(expression: string): Promise<T> => {
      const { result, exceptionDetails } = await send<{
        result?: { value?: string };
        exceptionDetails?: { text: string };
      }>('script.evaluate', {
        expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
        target: { context },
        awaitPromise: true,
        userActivation: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return JSON.parse(result?.value ?? 'null') as T;
    },
    press: async (key) => {
      await send('input.performActions', { context, actions: pressOf(key) });
    },
    click: async (x, y) => {
      await send('input.performActions', { context, actions: clickAt(x, y) });
    },
    close,
  };
};
