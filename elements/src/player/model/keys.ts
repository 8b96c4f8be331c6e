/** What a key asks for. Seconds and shares are relative to now unless the name says otherwise. */
export type KeyCommand =
  | {
      do:
        | 'toggle-play'
        | 'toggle-mute'
        | 'toggle-captions'
        | 'toggle-fullscreen'
        | 'toggle-pip'
        | 'toggle-theatre'
        | 'toggle-help';
    }
  | { do: 'screenshot' }
  | { do: 'seek-by'; seconds: number }
  | { do: 'seek-to'; share: number }
  | { do: 'volume-by'; share: number }
  | { do: 'rate-by'; steps: 1 | -1 }
  | { do: 'frame-by'; frames: 1 | -1 }
  | { do: 'chapter-by'; chapters: 1 | -1 }
  | { do: 'marker-by'; markers: 1 | -1 }
  | { do: 'video-by'; videos: 1 | -1 }
  | { do: 'caption-size-by'; steps: 1 | -1 }
  | { do: 'caption-opacity'; of: 'text' | 'window' }
  | { do: 'loop-mark'; mark: 'a' | 'b' };

/** The part of a `KeyboardEvent` that decides. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

const commands: Readonly<Record<string, KeyCommand>> = {
  ' ': { do: 'toggle-play' },
  k: { do: 'toggle-play' },
  MediaPlayPause: { do: 'toggle-play' },
  ArrowLeft: { do: 'seek-by', seconds: -5 },
  ArrowRight: { do: 'seek-by', seconds: 5 },
  j: { do: 'seek-by', seconds: -10 },
  l: { do: 'seek-by', seconds: 10 },
  PageDown: { do: 'seek-by', seconds: -60 },
  PageUp: { do: 'seek-by', seconds: 60 },
  Home: { do: 'seek-to', share: 0 },
  End: { do: 'seek-to', share: 1 },
  ArrowUp: { do: 'volume-by', share: 0.05 },
  ArrowDown: { do: 'volume-by', share: -0.05 },
  m: { do: 'toggle-mute' },
  c: { do: 'toggle-captions' },
  f: { do: 'toggle-fullscreen' },
  i: { do: 'toggle-pip' },
  p: { do: 'toggle-pip' },
  t: { do: 'toggle-theatre' },
  u: { do: 'screenshot' },
  o: { do: 'caption-opacity', of: 'text' },
  w: { do: 'caption-opacity', of: 'window' },
  '+': { do: 'caption-size-by', steps: 1 },
  // The same key without Shift where `+` needs it.
  '=': { do: 'caption-size-by', steps: 1 },
  '-': { do: 'caption-size-by', steps: -1 },
  '?': { do: 'toggle-help' },
  ',': { do: 'frame-by', frames: -1 },
  '.': { do: 'frame-by', frames: 1 },
  '<': { do: 'rate-by', steps: -1 },
  '>': { do: 'rate-by', steps: 1 },
  '[': { do: 'loop-mark', mark: 'a' },
  ']': { do: 'loop-mark', mark: 'b' },
  MediaTrackNext: { do: 'video-by', videos: 1 },
  MediaTrackPrevious: { do: 'video-by', videos: -1 },
};

/** Letters that mean something only with Shift. */
const shifted: Readonly<Record<string, KeyCommand>> = {
  n: { do: 'video-by', videos: 1 },
  p: { do: 'video-by', videos: -1 },
};

/** Keys that a slider or menu in focus keeps for itself. */
const ownedByWidgets = new Set([
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'],
]);

/** What a key that is held does once and not again. */
const onceOnly = /^toggle|^screenshot|^video|^caption-opacity|^loop/;

/** Where the key was pressed: on a button, on a slider or in a menu, in a text field, or elsewhere in the player. */
export type KeyPlace = 'button' | 'widget' | 'text' | 'player';

/** The command of a key press in the player, or null when the key is not ours. */
export const commandOf = (press: KeyPress, place: KeyPlace): KeyCommand | null => {
  if (press.isComposing || press.metaKey || place === 'text') return null;
  const key = latinKey(press);
  if (place === 'button' && (key === ' ' || key === 'Enter')) return null;
  if (place === 'widget' && (ownedByWidgets.has(key) || key === ' ')) return null;
  const command = bindingOf(key, press, place);
  return command && press.repeat && onceOnly.test(command.do) ? null : command;
};

const bindingOf = (key: string, press: KeyPress, place: KeyPlace): KeyCommand | null => {
  const { ctrlKey, altKey, shiftKey } = press;
  if (ctrlKey || altKey) {
    if (ctrlKey && key === 'Enter') return { do: 'toggle-fullscreen' };
    const step = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
    if (step !== 0 && place === 'player') {
      return shiftKey ? { do: 'marker-by', markers: step } : { do: 'chapter-by', chapters: step };
    }
    // Alt makes characters on some layouts (Option on a Mac, Ctrl + Alt for AltGr), so it only rules out letters.
    if ((ctrlKey && !altKey) || key.length > 1 || /^\w$/.test(key)) return null;
  }
  if (/^\d$/.test(key)) return { do: 'seek-to', share: Number(key) / 10 };
  if (/^[a-z]$/.test(key) && shiftKey) return shifted[key] ?? null;
  // Own keys alone: `constructor` is none.
  const command = Object.hasOwn(commands, key) ? commands[key] : undefined;
  return command ? withShift(command, press) : null;
};

const withShift = (command: KeyCommand, { key, shiftKey }: KeyPress): KeyCommand => {
  if (!shiftKey || !key.startsWith('Arrow')) return command;
  if (command.do === 'seek-by') return { ...command, seconds: command.seconds * 2 };
  if (command.do === 'volume-by') return { ...command, share: command.share * 2 };
  return command;
};

const codes: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
};

/**
 * The key as a Latin keyboard has it. On Cyrillic, Greek, Arabic … layouts the letter keys give letters of that
 * script (U+0370 and above), so there the key's place decides. Caps Lock does not matter.
 */
const latinKey = ({ key, code, shiftKey }: KeyPress): string => {
  if (key.length !== 1) return key;
  if (key.charCodeAt(0) >= 0x370) {
    const letter = /^(?:Key|Digit|Numpad)(\w)$/.exec(code)?.[1];
    if (letter) return letter.toLowerCase();
    return codes[code]?.[shiftKey ? 1 : 0] ?? key;
  }
  return /^[A-Z]$/.test(key) ? key.toLowerCase() : key;
};
