/** Families of 47 CFR 79.103(c)(5), with the reader's own first. */
export const captionFonts = [
  'default',
  'mono-serif',
  'serif',
  'mono-sans',
  'sans',
  'casual',
  'cursive',
  'small-caps',
] as const;
export type CaptionFont = (typeof captionFonts)[number];

export const captionEdges = ['none', 'raised', 'depressed', 'uniform', 'drop-shadow'] as const;
export type CaptionEdge = (typeof captionEdges)[number];

/** The colours of 79.103(c)(4). */
export const captionColors = {
  white: '#ffffff',
  yellow: '#ffff00',
  green: '#00ff00',
  cyan: '#00ffff',
  blue: '#0000ff',
  magenta: '#ff00ff',
  red: '#ff0000',
  black: '#000000',
} as const;
export type CaptionColor = keyof typeof captionColors;

/** Per cent. */
export const captionSizes = [50, 75, 100, 125, 150, 175, 200] as const;
/** Per cent. Text never vanishes: its least is the second. */
export const captionOpacities = [0, 25, 50, 75, 100] as const;

/** How a viewer wants captions to look. Sizes and opacities in per cent. */
export interface CaptionStyle {
  readonly font: CaptionFont;
  readonly size: number;
  readonly color: CaptionColor;
  readonly opacity: number;
  readonly background: CaptionColor;
  readonly backgroundOpacity: number;
  readonly window: CaptionColor;
  readonly windowOpacity: number;
  readonly edge: CaptionEdge;
}

export const defaultCaptionStyle: CaptionStyle = {
  font: 'default',
  size: 100,
  color: 'white',
  opacity: 100,
  background: 'black',
  backgroundOpacity: 75,
  window: 'black',
  windowOpacity: 0,
  edge: 'none',
};

/** A style from storage: whatever is no known value of its field is the default. */
export const captionStyleOf = (stored: unknown): CaptionStyle => {
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const oneOf = <Value>(name: keyof CaptionStyle, values: readonly Value[], least = 0): Value =>
    (values.slice(least).find((value) => value === given[name]) ?? defaultCaptionStyle[name]) as Value;
  const colors = Object.keys(captionColors) as CaptionColor[];
  return {
    font: oneOf('font', captionFonts),
    size: oneOf('size', captionSizes),
    color: oneOf('color', colors),
    opacity: oneOf('opacity', captionOpacities, 1),
    background: oneOf('background', colors),
    backgroundOpacity: oneOf('backgroundOpacity', captionOpacities),
    window: oneOf('window', colors),
    windowOpacity: oneOf('windowOpacity', captionOpacities),
    edge: oneOf('edge', captionEdges),
  };
};

export const isDefaultCaptionStyle = (style: CaptionStyle): boolean =>
  (Object.keys(defaultCaptionStyle) as (keyof CaptionStyle)[]).every(
    (name) => style[name] === defaultCaptionStyle[name],
  );

/** The next offered value above or below the one in use; the ends stay. */
export const captionSizeBy = ({ size }: CaptionStyle, steps: 1 | -1): number => {
  const at = captionSizes.findIndex((value) => value === size) + steps;
  return captionSizes[Math.min(captionSizes.length - 1, Math.max(0, at))] ?? size;
};

/** The next opacity, and after the last the first that is offered. */
export const nextCaptionOpacity = (style: CaptionStyle, of: 'text' | 'window'): number => {
  const offered = captionOpacities.slice(of === 'text' ? 1 : 0);
  const now = of === 'text' ? style.opacity : style.windowOpacity;
  return offered[(offered.findIndex((value) => value === now) + 1) % offered.length] ?? now;
};

const families: Readonly<Record<CaptionFont, string>> = {
  default: 'inherit',
  'mono-serif': '"Courier New", Courier, "Nimbus Mono PS", monospace',
  serif: '"Times New Roman", Times, Georgia, "PT Serif Caption", serif',
  'mono-sans': '"Deja Vu Sans Mono", "Lucida Console", Monaco, Consolas, monospace',
  sans: 'Roboto, Arial, Helvetica, Verdana, "PT Sans Caption", sans-serif',
  casual: '"Comic Sans MS", "Comic Neue", Impact, Handlee, fantasy',
  cursive: '"Monotype Corsiva", "URW Chancery L", "Apple Chancery", "Dancing Script", cursive',
  'small-caps': '"Arial Unicode Ms", Arial, Helvetica, Verdana, sans-serif',
};

const shadows: Readonly<Record<CaptionEdge, string>> = {
  none: 'none',
  raised: '1px 1px #222, 2px 2px #222, 3px 3px #222',
  depressed: '1px 1px #ccc, 0 1px #ccc, -1px -1px #222, 0 -1px #222',
  uniform: '0 0 4px #222, 0 0 4px #222, 0 0 4px #222, 0 0 4px #222',
  'drop-shadow': '2px 2px 3px #222, 2px 2px 4px #222, 2px 2px 5px #222',
};

/** The style as the custom properties that the captions are drawn by. */
export const captionProperties = (style: CaptionStyle): Readonly<Record<string, string>> => ({
  '--caption-font': families[style.font],
  '--caption-variant': style.font === 'small-caps' ? 'small-caps' : 'normal',
  '--caption-size': String(style.size / 100),
  '--caption-color': translucent(style.color, style.opacity),
  '--caption-background': translucent(style.background, style.backgroundOpacity),
  '--caption-window': translucent(style.window, style.windowOpacity),
  '--caption-edge': shadows[style.edge],
});

/** The style as far as a browser's own drawing of cues knows it: no window, and sizes by its own measure. */
export const nativeCueRule = (style: CaptionStyle): string =>
  `video::cue{color:${translucent(style.color, style.opacity)};` +
  `background-color:${translucent(style.background, style.backgroundOpacity)};` +
  `font-family:${families[style.font]};font-variant:${style.font === 'small-caps' ? 'small-caps' : 'normal'};` +
  `font-size:${style.size}%;text-shadow:${shadows[style.edge]}}`;

const translucent = (color: CaptionColor, percent: number): string =>
  `${captionColors[color]}${Math.round((percent / 100) * 255)
    .toString(16)
    .padStart(2, '0')}`;
