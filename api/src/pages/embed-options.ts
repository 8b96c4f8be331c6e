/** How an embed page was asked to look and behave: by its address, or by the tag around it. */
export interface EmbedOptions {
  readonly autoplay: boolean;
  readonly muted: boolean;
  readonly loop: boolean;
  readonly controls: boolean;
  readonly keyboard: boolean;
  /** Whether the title stands over the poster. */
  readonly title: boolean;
  /** Nothing about the view is told, and nothing remembered. */
  readonly dnt: boolean;
  /** Seconds; null for the start. */
  readonly start: number | null;
  /** Seconds, later than `start`; null for the end. */
  readonly end: number | null;
  /** A language; true: whatever is the default, or the first; false: none, even where one is the default. Null: as the video says. */
  readonly texts: string | boolean | null;
  /** `auto`, or the highest wanted, such as `720p`. */
  readonly quality: string | null;
  /** `#rrggbb` or `#rgb`. */
  readonly accent: string | null;
}

const longest = 31_536_000;

/** Reads the query of an embed page. What is not understood counts as not given: an address on a page cannot be asked again. */
export const embedOptions = (query: unknown): EmbedOptions => {
  const given = (query ?? {}) as Readonly<Record<string, unknown>>;
  /** The first of these parameters that is there. */
  const text = (...names: readonly string[]): string | undefined => {
    const found = names
      .map((name) => (Object.hasOwn(given, name) ? given[name] : undefined))
      .find((value) => value !== undefined);
    const first: unknown = Array.isArray(found) ? found[0] : found;
    return typeof first === 'string' ? first.trim() : undefined;
  };
  const flag = (unset: boolean, ...names: readonly string[]): boolean => flagOf(text(...names)) ?? unset;

  const start = secondsOf(text('start', 't', 'start_time'));
  const end = secondsOf(text('end', 'end_time'));
  const language = text('cc', 'texttrack');
  const accent = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text('color', 'accent') ?? '')?.[1];
  return {
    autoplay: flag(false, 'autoplay'),
    muted: flag(false, 'muted', 'mute'),
    loop: flag(false, 'loop'),
    controls: flag(true, 'controls'),
    keyboard: flag(true, 'keyboard'),
    title: flag(false, 'title'),
    dnt: flag(false, 'dnt'),
    start,
    end: end !== null && end > (start ?? 0) ? end : null,
    texts:
      flagOf(language) ?? (/^[a-z]{2,8}(-[a-z\d]{1,8})*$/i.test(language ?? '') ? (language ?? null) : null),
    quality: /^(auto|\d{3,4}p\d{0,3})$/.exec(text('quality', 'initial_quality') ?? '')?.[0] ?? null,
    accent: accent === undefined ? null : `#${accent.toLowerCase()}`,
  };
};

/** A name alone, `1` and `true` are yes. */
const flagOf = (value: string | undefined): boolean | null => {
  if (value === '' || value === '1' || value === 'true') return true;
  return value === '0' || value === 'false' ? false : null;
};

/** `90`, `90.5`, `1:30`, `1:02:03`, `1m30s`, `1h2m3s`; null for anything else, and for the very start. */
export const secondsOf = (value: string | undefined): number | null => {
  if (value === undefined || value === '' || value.length > 20) return null;
  const byUnit = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(value);
  const byColon = /^(?:(\d+):)?(\d+):(\d{2})$/.exec(value);
  const [, hours, minutes, seconds] = byUnit ?? byColon ?? [];
  const plain = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
  const total =
    byUnit || byColon ? Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0) : plain;
  return total > 0 && total <= longest ? total : null;
};
