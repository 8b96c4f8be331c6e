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

  it('knows captions, videos, loops, theatre, pictures and help', () => {
    expect(commandOf(press('+'), 'player')).to.deep.equal({ do: 'caption-size-by', steps: 1 });
    expect(commandOf(press('-'), 'player')).to.deep.equal({ do: 'caption-size-by', steps: -1 });
    expect(commandOf(press('o'), 'player')).to.deep.equal({ do: 'caption-opacity', of: 'text' });
    expect(commandOf(press('w'), 'player')).to.deep.equal({ do: 'caption-opacity', of: 'window' });
    expect(commandOf(press('N', { shiftKey: true }), 'player')).to.deep.equal({ do: 'video-by', videos: 1 });
    expect(commandOf(press('P', { shiftKey: true }), 'player')).to.deep.equal({ do: 'video-by', videos: -1 });
    expect(commandOf(press('n'), 'player')).to.equal(null);
    expect(commandOf(press('['), 'player')).to.deep.equal({ do: 'loop-mark', mark: 'a' });
    expect(commandOf(press('t'), 'player')).to.deep.equal({ do: 'toggle-theatre' });
    expect(commandOf(press('u', { repeat: true }), 'player')).to.equal(null);
    expect(commandOf(press('?', { shiftKey: true }), 'button')).to.deep.equal({ do: 'toggle-help' });
  });

  it('takes characters made with AltGr or Option, and places on layouts of other scripts', () => {
    expect(commandOf(press('[', { ctrlKey: true, altKey: true }), 'player')?.do).to.equal('loop-mark');
    expect(commandOf(press(']', { altKey: true }), 'player')?.do).to.equal('loop-mark');
    expect(commandOf(press('х', { code: 'BracketLeft' }), 'player')?.do).to.equal('loop-mark');
    expect(commandOf(press('و', { code: 'Minus' }), 'player')?.do).to.equal('caption-size-by');
    expect(commandOf(press('-', { ctrlKey: true }), 'player')).to.equal(null);
  });

  it('goes from chapter to chapter with Ctrl or Option, from marker to marker with Shift as well', () => {
    expect(commandOf(press('ArrowRight', { ctrlKey: true }), 'player')).to.deep.equal({
      do: 'chapter-by',
      chapters: 1,
    });
    expect(commandOf(press('ArrowLeft', { altKey: true, shiftKey: true }), 'player')).to.deep.equal({
      do: 'marker-by',
      markers: -1,
    });
  });

  it('knows no key that only objects have', () => {
    expect(commandOf(press('constructor'), 'player')).to.equal(null);
    expect(commandOf(press('toString'), 'player')).to.equal(null);
  });
});
