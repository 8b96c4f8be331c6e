import { expect } from '@open-wc/testing';

import { clearPage, createPlayer, master, playing, until, within } from '../testing/player-fixture.ts';

interface Documented {
  readonly name: string;
  readonly description?: string;
}

interface Declaration extends Documented {
  readonly tagName?: string;
  readonly attributes?: readonly Documented[];
  readonly slots?: readonly Documented[];
  readonly cssParts?: readonly Documented[];
  readonly events?: readonly Documented[];
}

/** Attributes of which the shell, which listens, need not know. */
const readWhenNeeded = [
  ...['cast-app-id', 'look', 'pause-out-of-view', 'volume-swipe', 'without-analytics', 'without-auto-pause'],
  ...['without-autoplay-next', 'without-preferences', 'without-resume'],
];

describe('The manifest of VidPlayer', () => {
  let player: Declaration;
  const names = (list: readonly Documented[] = []): string[] => list.map(({ name }) => name);

  before(async () => {
    const { modules } = (await (await fetch('/test-manifest')).json()) as {
      modules: { declarations?: Declaration[] }[];
    };
    const found = modules
      .flatMap(({ declarations = [] }) => declarations)
      .find(({ tagName }) => tagName === 'vid-player');
    if (!found) throw new Error('vid-player is not in it');
    player = found;
  });
  afterEach(clearPage);

  it('has every attribute that the element listens to or reads when it matters, and no other', () => {
    const { observedAttributes } = customElements.get('vid-player') as unknown as {
      observedAttributes: string[];
    };
    const documented = names(player.attributes);
    expect(documented).to.include.members(observedAttributes);
    expect(documented.filter((name) => !observedAttributes.includes(name)).sort()).to.deep.equal(
      readWhenNeeded,
    );
  });

  it('says of each attribute, slot, part and event what it is', () => {
    const { attributes = [], slots = [], cssParts = [], events = [] } = player;
    const silent = [...attributes, ...slots, ...cssParts, ...events].filter(
      ({ description }) => !description,
    );
    expect(silent).to.deep.equal([]);
  });

  it('has every part and slot that a page can meet', async () => {
    const met = new Set<string>();
    const slots = new Set<string>();
    const look = (root: ShadowRoot | null): void => {
      root?.querySelectorAll('[part]').forEach(({ part }) => part.forEach((name) => met.add(name)));
      root?.querySelectorAll('slot').forEach(({ name }) => slots.add(name));
    };
    const idle = await createPlayer({ src: master, poster: '/media/poster.jpg' });
    look(idle.shadowRoot);
    await playing(idle);
    within(idle, '[aria-haspopup]').click();
    await idle.updateComplete;
    look(idle.shadowRoot);
    const failing = await createPlayer({ src: '/media/missing.m3u8' });
    failing.play().catch(() => undefined);
    await until(() => failing.shadowRoot?.querySelector('[part="error"]'), 'the failure');
    look(failing.shadowRoot);
    expect(met.size).to.be.greaterThan(5);
    // Inside of the controls, which name it.
    const known = [...names(player.cssParts), 'control-button'];
    expect([...met].filter((name) => !known.includes(name))).to.deep.equal([]);
    expect([...slots].filter((name) => !names(player.slots).includes(name))).to.deep.equal([]);
  });
});
