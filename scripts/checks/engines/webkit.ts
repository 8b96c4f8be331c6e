import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { clickAt, type DrivenBrowser, MissingBrowser, pathOf, pressOf, waitFor } from './driven-browser.ts';

/**
 * WebKitGTK from the system's packages, by the WebDriver that comes with it. Without a display it brings one of its own.
 *
 * @throws {MissingBrowser}
 */
export const launchWebKit = async (): Promise<DrivenBrowser> => {
  const program = pathOf('WebKitWebDriver');
  if (!program) throw new MissingBrowser('sudo apt-get install webkit2gtk-driver xvfb gstreamer1.0-libav');
  const screen = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? null : await openScreen();
  const port = await freePort();
  const driver = spawn(program, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, ...(screen && { DISPLAY: screen.name }), LIBGL_ALWAYS_SOFTWARE: '1' },
  });
  const base = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    for (const child of [driver, screen?.process]) if (child) await end(child);
  };
  try {
    await waitFor('WebKitWebDriver answers', () =>
      fetch(`${base}/status`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return await connect(base, close);
  } catch (error) {
    await close();
    throw error;
  }
};

const connect = async (base: string, close: () => Promise<void>): Promise<DrivenBrowser> => {
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${base}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value as T;
    throw new Error(`${path}: ${(value as { message?: string } | null)?.message ?? response.status}`);
  };
  const session = await send<{ sessionId: string; capabilities: { browserVersion: string } }>(
    'POST',
    '/session',
    {
      capabilities: {
        alwaysMatch: { 'webkitgtk:browserOptions': { args: ['--automation'] }, acceptInsecureCerts: false },
      },
    },
  );
  const here = `/session/${session.sessionId}`;
  await send('POST', `${here}/timeouts`, { script: 60_000 });
  const act = (actions: object[]): Promise<unknown> => send('POST', `${here}/actions`, { actions });
  return {
    name: `WebKitGTK ${session.capabilities.browserVersion}`,
    open: async (url) => {
      await send('POST', `${here}/url`, { url });
    },
    evaluate: async <T>(expression: string): Promise<T> => {
      const script = `const done = arguments[0];
        Promise.resolve().then(() => ${expression}).then(
          (value) => done({ value: JSON.stringify(value ?? null) }), (error) => done({ error: String(error) }));`;
      const { value, error } = await send<{ value?: string; error?: string }>(
        'POST',
        `${here}/execute/async`,
        { script, args: [] },
      );
      if (error !== undefined) throw new Error(error);
      return JSON.parse(value ?? 'null') as T;
    },
    press: async (key) => {
      await act(pressOf(key));
    },
    click: async (x, y) => {
      await act(clickAt(x, y));
    },
    close: async () => {
      await send('DELETE', here).catch(() => undefined);
      await close();
    },
  };
};

const openScreen = async (): Promise<{ name: string; process: ChildProcess }> => {
  const program = pathOf('Xvfb');
  if (!program) throw new MissingBrowser('sudo apt-get install xvfb, or run it in a desktop session');
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const number = await waitFor('Xvfb opens a screen', () => /^(\d+)\n/.exec(said)?.[1]).catch(
    async (error: unknown) => {
      await end(child);
      throw error;
    },
  );
  return { name: `:${number}`, process: child };
};

const end = async (child: ChildProcess): Promise<void> => {
  const ended = child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : null;
  child.kill();
  await ended;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};
