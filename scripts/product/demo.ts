import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { repository } from '../bootstrap/folders.mjs';
import { makeDemoClip } from './demo-clip.ts';

const title = 'Hills at dusk';

/** What the demo consists of so far; kept in `demo.json`, so that each step is done once, crash or not. */
export interface DemoState {
  readonly email: string;
  readonly password: string;
  readonly account: boolean;
  /** Origins of the demo host page that are registered. */
  readonly origins: readonly string[];
  readonly video: { readonly id: string; readonly watchUrl: string } | null;
}

interface ListedVideo {
  readonly id: string;
  readonly title: string;
  readonly status: string;
}

export interface DemoOptions {
  readonly dataDir: string;
  /** Environment of the operators' CLI: where the product runs. */
  readonly env: NodeJS.ProcessEnv;
  readonly publicUrl: string;
  /** Origin of the demo host page; null when it is off. */
  readonly hostOrigin: string | null;
  /** Null: no video can be made. */
  readonly ffmpeg: string | null;
}

/** A demo creator, the demo host page's registration and a demo video, made through the operators' CLI. */
export class Demo {
  readonly #options: DemoOptions;
  readonly #file: string;
  readonly #clip: string;
  #state: DemoState | null = null;
  #making: Promise<void> | null = null;

  constructor(options: DemoOptions) {
    this.#options = options;
    this.#file = join(options.dataDir, 'demo.json');
    this.#clip = join(options.dataDir, 'demo.mp4');
  }

  /** Where the password is kept. */
  get file(): string {
    return this.#file;
  }

  /** What there is now; null before `begin`. */
  get state(): DemoState | null {
    return this.#state;
  }

  /** Reads what was done before, and begins to make the clip, which nothing else has to wait for. */
  async begin(): Promise<{ complete: boolean }> {
    this.#state = (await this.#read()) ?? {
      email: 'demo@vidkit.example',
      password: randomBytes(12).toString('base64url'),
      account: false,
      origins: [],
      video: null,
    };
    const { ffmpeg } = this.#options;
    if (!this.#state.video && ffmpeg && !existsSync(this.#clip)) {
      this.#making = makeDemoClip(ffmpeg, this.#clip);
      // Awaited later; a failure until then is no unhandled one.
      this.#making.catch(() => undefined);
    }
    return { complete: this.#isComplete() };
  }

  /** Does what is not done yet, once the API runs. Throws with what the CLI said. */
  async finish(): Promise<DemoState> {
    const { hostOrigin, ffmpeg } = this.#options;
    if (!this.#state) await this.begin();
    if (!this.#state) throw new Error('The demo has no state.');
    let state = this.#state;
    // The password first: an account whose password nobody knows would be of no use.
    if (!state.account) {
      await this.#write(state);
      const account = ['--email', state.email, '--name', 'Demo', '--password-stdin'];
      await this.#vid(['user', 'create', ...account], state.password);
      state = await this.#write({ ...state, account: true });
    }
    if (hostOrigin && !state.origins.includes(hostOrigin)) {
      const scopes = 'comments:write,reactions:write,uploads:write';
      const site = [
        '--owner',
        state.email,
        '--name',
        'Demo site',
        '--origin',
        hostOrigin,
        '--scopes',
        scopes,
      ];
      await this.#vid(['site', 'create', ...site]);
      state = await this.#write({ ...state, origins: [...state.origins, hostOrigin] });
    }
    if (!state.video && ffmpeg) {
      await this.#making;
      state = await this.#write({
        ...state,
        video: (await this.#uploaded(state)) ?? (await this.#upload(state)),
      });
      await rm(this.#clip, { force: true });
    }
    return state;
  }

  #isComplete(): boolean {
    const { hostOrigin, ffmpeg } = this.#options;
    const state = this.#state;
    if (!state?.account) return false;
    return (!hostOrigin || state.origins.includes(hostOrigin)) && (!ffmpeg || state.video !== null);
  }

  /** A crash may have come between the upload and our note of it. */
  async #uploaded({ email }: DemoState): Promise<DemoState['video']> {
    const videos = (await this.#vid(['video', 'list', '--owner', email])) as ListedVideo[];
    const found = videos.find(
      (video) => video.title === title && ['processing', 'ready'].includes(video.status),
    );
    return found ? { id: found.id, watchUrl: `${this.#options.publicUrl}/watch/${found.id}` } : null;
  }

  async #upload({ email }: DemoState): Promise<DemoState['video']> {
    const options = ['--owner', email, '--title', title, '--visibility', 'public'];
    return (await this.#vid(['upload', this.#clip, ...options])) as DemoState['video'];
  }

  /** Runs the CLI and returns the JSON that it prints. */
  async #vid(args: readonly string[], input = ''): Promise<unknown> {
    const child = spawn(process.execPath, [join(repository, 'api/src/cli/vid.ts'), ...args, '--json'], {
      cwd: repository,
      env: this.#options.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdin.on('error', () => undefined).end(input);
    const code = await new Promise<number | null>((settle, fail) => {
      child.once('error', fail);
      child.once('close', settle);
    });
    if (code === 0) return JSON.parse(output);
    const said = `${errors}${output}`.trim().slice(-600);
    throw new Error(`vid ${args.slice(0, 2).join(' ')} ended with code ${code}: ${said}`);
  }

  async #read(): Promise<DemoState | null> {
    const text = await readFile(this.#file, 'utf8').catch(() => null);
    return text === null ? null : (JSON.parse(text) as DemoState);
  }

  async #write(state: DemoState): Promise<DemoState> {
    await writeFile(`${this.#file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
    await rename(`${this.#file}.new`, this.#file);
    this.#state = state;
    return state;
  }
}
