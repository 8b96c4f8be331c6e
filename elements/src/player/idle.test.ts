import { aTimeout, expect } from '@open-wc/testing';

import { clearPage, createPlayback, createPlayer, serveApi, until } from './testing/player-fixture.ts';

const count = 10;
const idOf = (index: number): string => `01890a5d-ac96-774b-bcce-b302099a80${50 + index}`;

describe('Ten idle players', () => {
  let api: ReturnType<typeof serveApi> | undefined;
  const undo: (() => void)[] = [];

  afterEach(() => {
    for (const step of undo.splice(0)) step();
    clearPage();
    api?.restore();
  });

  it('ask once each, and then do nothing: no timer, no frame, no request, no render, no storage', async () => {
    api = serveApi({ '/playback': [{ body: () => createPlayback() }] });
    const kept = JSON.stringify(localStorage);
    const players = await Promise.all(
      Array.from({ length: count }, (_, index) => createPlayer({ 'video-id': idOf(index) })),
    );
    await until(() => players.every(({ duration }) => duration === 12), 'the answers');
    await until(
      () => players.every((player) => player.shadowRoot?.querySelector<HTMLImageElement>('img')?.complete),
      'the posters',
    );
    await aTimeout(200);
    expect(api.asked).to.have.length(count);

    const later = window.setTimeout.bind(window);
    const did: string[] = [];
    for (const name of [
      'setTimeout',
      'setInterval',
      'requestAnimationFrame',
      'requestIdleCallback',
      'fetch',
    ]) {
      const real = Reflect.get(window, name) as (...given: unknown[]) => unknown;
      Reflect.set(window, name, (...given: unknown[]) => {
        // Those of the test runner itself are none of theirs.
        if (new Error().stack?.includes('/src/player/')) did.push(name);
        return real.apply(window, given);
      });
      undo.push(() => Reflect.set(window, name, real));
    }
    const observer = new MutationObserver((records) => records.forEach(({ type }) => did.push(type)));
    for (const { shadowRoot } of players) {
      if (shadowRoot) {
        const everything = { attributes: true, characterData: true, childList: true, subtree: true };
        observer.observe(shadowRoot, everything);
      }
    }
    const entries = performance.getEntriesByType('resource').length;
    await new Promise((resolve) => void later(resolve, 1500));
    observer.disconnect();
    expect(did).to.deep.equal([]);
    expect(performance.getEntriesByType('resource').length).to.equal(entries);
    expect(api.asked).to.have.length(count);
    expect(JSON.stringify(localStorage)).to.equal(kept);
    expect(players.every(({ media }) => media.networkState === media.NETWORK_EMPTY)).to.equal(true);
    expect(document.getAnimations()).to.deep.equal([]);
  });
});
