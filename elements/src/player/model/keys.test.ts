import { expect } from '@open-wc/testing';

import { commandOf, type KeyPress } from './keys.ts';

const press = (key: string, overrides: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  isComposing: false,
  ...overrides,
});

describe('commandOf', () => {
  it('knows the keys that every player shares', () => {
    expect(commandOf(press('k'), 'player')).to.deep.equal({ do: 'toggle-play' });
    expect(commandOf(press('ArrowLeft'), 'player')).to.deep.equal({ do: 'seek-by', seconds: -5 });
    expect(commandOf(press('l'), 'player')).to.deep.equal({ do: 'seek-by', seconds: 10 });
    expect(commandOf(press('7'), 'player')).to.deep.equal({ do: 'seek-to', share: 0.7 });
    expect(commandOf(press('x'), 'player')).to.equal(null);
  });

  it('doubles arrows with Shift', () => {
    expect(commandOf(press('ArrowRight', { shiftKey: true }), 'player')).to.deep.equal({
      do: 'seek-by',
      seconds: 10,
    });
  });

  it('reads the place of a key where the layout gives letters of another script', () => {
    expect(commandOf(press('л', { code: 'KeyK' }), 'player')).to.deep.equal({ do: 'toggle-play' });
    expect(commandOf(press('ь', { code: 'KeyM' }), 'player')).to.deep.equal({ do: 'toggle-mute' });
    expect(commandOf(press('٧', { code: 'Digit7' }), 'player')).to.deep.equal({ do: 'seek-to', share: 0.7 });
    expect(commandOf(press('Ю', { code: 'Period', shiftKey: true }), 'player')).to.deep.equal({
      do: 'rate-by',
      steps: 1,
    });
  });

  it('ignores Shift where it only makes the character, and Caps Lock', () => {
    expect(commandOf(press('5', { shiftKey: true }), 'player')).to.deep.equal({ do: 'seek-to', share: 0.5 });
    expect(commandOf(press('M'), 'player')).to.deep.equal({ do: 'toggle-mute' });
    expect(commandOf(press('M', { shiftKey: true }), 'player')).to.equal(null);
  });

  it('leaves the keys of the page and of widgets alone', () => {
    expect(commandOf(press('f', { ctrlKey: true }), 'player')).to.equal(null);
    expect(commandOf(press('m', { metaKey: true }), 'player')).to.equal(null);
    expect(commandOf(press('k'), 'text')).to.equal(null);
    expect(commandOf(press(' '), 'button')).to.equal(null);
    expect(commandOf(press('ArrowUp'), 'widget')).to.equal(null);
    expect(commandOf(press('m'), 'widget')).to.deep.equal({ do: 'toggle-mute' });
    expect(commandOf(press('k', { isComposing: true }), 'player')).to.equal(null);
  });

  it('toggles once while a key is held, and seeks again and again', () => {
    expect(commandOf(press('k', { repeat: true }), 'player')).to.equal(null);
    expect(commandOf(press('j', { repeat: true }), 'player')).to.deep.equal({ do: 'seek-by', seconds: -10 });
  });
});
