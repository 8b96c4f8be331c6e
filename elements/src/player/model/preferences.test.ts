import { expect } from '@open-wc/testing';

import { createPreferences, preferencesOf, type ChoiceStore } from './preferences.ts';

const entry = 'vidkit.preferences';

/** A store that holds `text`; `written` is what it was given last. */
const createStore = (text: string | null = null): ChoiceStore & { written: string | null } => ({
  written: text,
  getItem() {
    return this.written;
  },
  setItem(_name, value) {
    this.written = value;
  },
});

describe('createPreferences', () => {
  it('gives back what was chosen, also to the next page', () => {
    const store = createStore();
    const first = createPreferences(() => store);
    expect(first.get('volume')).to.equal(undefined);
    first.set('volume', 0.4);
    first.set('captions', { language: 'de' });
    first.set('quality', null);
    const next = createPreferences(() => store);
    expect(next.get('volume')).to.equal(0.4);
    expect(next.get('captions')).to.deep.equal({ language: 'de' });
    expect(next.get('quality')).to.equal(null);
    expect(next.get('muted')).to.equal(undefined);
  });

  it('keeps what another tab chose meanwhile', () => {
    const store = createStore();
    const [one, other] = [createPreferences(() => store), createPreferences(() => store)];
    one.set('rate', 1.5);
    other.set('muted', true);
    one.set('volume', 0.2);
    expect(JSON.parse(store.written ?? '')).to.deep.equal({ rate: 1.5, muted: true, volume: 0.2 });
  });

  it('holds in memory where storage is refused, read, written or opened', () => {
    const refuse = (): never => {
      throw new DOMException('refused', 'SecurityError');
    };
    const full = { ...createStore(), setItem: refuse };
    for (const open of [refuse, () => null, () => full, () => ({ getItem: refuse, setItem: refuse })]) {
      const choices = createPreferences(open);
      expect(choices.get('muted')).to.equal(undefined);
      choices.set('muted', true);
      expect(choices.get('muted')).to.equal(true);
    }
  });

  it('ignores what makes no sense, and writes none of it back', () => {
    const hostile = {
      volume: 7,
      muted: 'yes',
      rate: -1,
      captions: { language: 'x'.repeat(100) },
      quality: '720',
      captionStyle: { a: '<img src=x onerror=alert(1)>'.repeat(10) },
      bandwidth: null,
      stranger: 'x',
      constructor: 1,
    };
    const store = createStore(JSON.stringify(hostile));
    const choices = createPreferences(() => store);
    for (const key of [
      ...(['volume', 'muted', 'rate', 'captions'] as const),
      ...(['quality', 'captionStyle', 'bandwidth'] as const),
    ]) {
      expect(choices.get(key), key).to.equal(undefined);
    }
    choices.set('volume', 0.5);
    expect(JSON.parse(store.written ?? '')).to.deep.equal({ volume: 0.5 });
  });

  it('reads neither broken nor huge nor foreign text', () => {
    for (const text of [
      ...['{', 'null', '[]', '"x"', '7', ''],
      JSON.stringify({ muted: true, more: 'x'.repeat(5000) }),
      '{"__proto__":{"muted":true}}',
    ]) {
      expect(createPreferences(() => createStore(text)).get('muted'), text.slice(0, 20)).to.equal(undefined);
    }
  });

  it('takes no value that it would not read', () => {
    const choices = createPreferences(() => createStore());
    choices.set('volume', NaN);
    choices.set('rate', Infinity);
    expect(choices.get('volume')).to.equal(undefined);
    expect(choices.get('rate')).to.equal(undefined);
  });
});

describe('preferencesOf', () => {
  // Before as well: other suites play, and remember the line, in this browser.
  beforeEach(() => localStorage.removeItem(entry));
  afterEach(() => localStorage.removeItem(entry));

  it('shares the choices of the page, but for a player without preferences', () => {
    const [player, other, alone] = [0, 0, 0].map(() => document.createElement('div'));
    if (!player || !other || !alone) throw new Error('no elements');
    localStorage.removeItem(entry);
    alone.setAttribute('without-preferences', '');
    preferencesOf(alone).set('volume', 0.1);
    expect(preferencesOf(alone).get('volume')).to.equal(0.1);
    expect(localStorage.getItem(entry)).to.equal(null);
    preferencesOf(player).set('volume', 0.9);
    expect(preferencesOf(other).get('volume')).to.equal(0.9);
    expect(localStorage.getItem(entry)).to.equal('{"volume":0.9}');
  });
});
