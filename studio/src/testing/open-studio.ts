import '../define.ts';

import { expect } from '@open-wc/testing';

import { Router } from '../app/router.ts';
import type { StudioApp } from '../app/studio-app.ts';
import { keepPending } from '../session/pending-sign-in.ts';
import { StudioSession } from '../session/studio-session.ts';
import { adoptTokens } from '../styles/adopt-tokens.ts';
import type { SeenCall, WorldOrders } from './fake-api.ts';
import { until } from './until.ts';

adoptTokens();

/** A world of the in-test API; its name is the access token. */
export class TestWorld {
  readonly name: string = crypto.randomUUID();

  async order(orders: WorldOrders): Promise<{ followers: number }> {
    const response = await fetch(`/test-world/${this.name}`, {
      method: 'POST',
      body: JSON.stringify(orders),
    });
    return (await response.json()) as { followers: number };
  }

  async calls(call: string): Promise<SeenCall[]> {
    const all = (await (await fetch(`/test-world/${this.name}`)).json()) as SeenCall[];
    return all.filter((seen) => seen.call === call);
  }
}

/** The whole studio at an address, signed in to a world of its own. */
export class OpenStudio {
  readonly app: StudioApp;
  readonly world: TestWorld;
  /** Addresses that the studio wanted to leave for. */
  readonly left: string[];

  constructor(app: StudioApp, world: TestWorld, left: string[]) {
    this.app = app;
    this.world = world;
    this.left = left;
  }

  /** The first match in the whole tree, shadow roots included. */
  find(selector: string): HTMLElement | null {
    return this.all(selector)[0] ?? null;
  }

  all<T extends Element = HTMLElement>(selector: string): T[] {
    return deep(this.app).flatMap((root) => [...root.querySelectorAll<T>(selector)]);
  }

  /** Waits until there is one. */
  async seen<T extends Element = HTMLElement>(selector: string): Promise<T> {
    await until(() => this.find(selector), `nothing matches ${selector}`);
    return this.all<T>(selector)[0] as T;
  }

  /** Waits for text anywhere in the studio. */
  async says(text: string): Promise<void> {
    await until(() => this.text.includes(text), `"${text}" is not said`);
  }

  /** Waits until text is nowhere in the studio. */
  async saysNoMore(text: string): Promise<void> {
    await until(() => !this.text.includes(text), `"${text}" is still said`);
  }

  /** All text, across shadow roots, without styles. */
  get text(): string {
    return deep(this.app)
      .flatMap((root) => [...root.children])
      .map(ownText)
      .join(' ')
      .replace(/\s+/g, ' ');
  }

  async isAccessible(): Promise<void> {
    await this.app.updateComplete;
    await expect(this.app).to.be.accessible();
  }

  button(name: string): HTMLElement | null {
    const matches = this.all('button, a').filter(
      (node) => (node.getAttribute('aria-label') ?? node.textContent?.trim()) === name,
    );
    return matches[0] ?? null;
  }

  async click(name: string): Promise<void> {
    await until(() => this.button(name), `there is no button "${name}"`);
    this.button(name)?.click();
  }
}

const deep = (element: Element): ShadowRoot[] => {
  const root = element.shadowRoot;
  if (!root) return [];
  return [root, ...[...root.querySelectorAll('*')].flatMap(deep)];
};

const ownText = (element: Element): string =>
  element.localName === 'style' ? '' : (element.textContent ?? '');

const pageBefore = location.href;

export const openStudio = async (path: string, orders: WorldOrders = {}): Promise<OpenStudio> => {
  const world = new TestWorld();
  await world.order(orders);
  keepPending(sessionStorage, { state: 'state', verifier: 'verifier', returnPath: path });
  const answer = new URLSearchParams({ code: world.name, state: 'state', iss: `${location.origin}/oauth` });
  history.replaceState(null, '', `/studio/callback?${answer}`);
  const left: string[] = [];
  const router = new Router();
  const app = document.createElement('studio-app');
  app.router = router;
  app.session = new StudioSession({
    origin: location.origin,
    storage: sessionStorage,
    leave: (url) => left.push(url),
    currentPath: () => router.path,
  });
  document.body.append(app);
  await until(() => app.session.state === 'signed-in', 'not signed in');
  await app.updateComplete;
  return new OpenStudio(app, world, left);
};

/** Takes the studio off the page and gives the address back. */
export const closeStudio = (): void => {
  document.querySelector('studio-app')?.remove();
  sessionStorage.clear();
  history.replaceState(null, '', pageBefore);
};
