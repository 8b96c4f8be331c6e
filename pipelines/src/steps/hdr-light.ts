/** Coordinates of a colour (CIE 1931) in steps of 0.00002. */
export interface Chromaticity {
  readonly x: number;
  readonly y: number;
}

/** The screen that a picture was made on (SMPTE ST 2086). */
export interface MasteringDisplay {
  readonly red: Chromaticity;
  readonly green: Chromaticity;
  readonly blue: Chromaticity;
  readonly white: Chromaticity;
  /** cd/m² in steps of 0.0001. */
  readonly brightest: number;
  readonly darkest: number;
}

/** What a PQ picture says of its light, by which screens that are darker fit it in. */
export interface HdrLight {
  readonly mastering: MasteringDisplay | null;
  /** cd/m² of the brightest pixel, and of the brightest frame on average (CTA-861.3). */
  readonly content: { readonly brightest: number; readonly average: number } | null;
}

/** As `ffprobe` prints it: fractions as text. */
export type SideData = Readonly<Record<string, unknown>>;

/** Reads it from the side data of a frame or a stream. Null where there is none. */
export const readLight = (all: readonly SideData[]): HdrLight | null => {
  const find = (type: string) => all.find((one) => one['side_data_type'] === type);
  const mastering = readMastering(find('Mastering display metadata') ?? {});
  const content = readContent(find('Content light level metadata') ?? {});
  return mastering || content ? { mastering, content } : null;
};

const readMastering = (data: SideData): MasteringDisplay | null => {
  const colour = (name: string): Chromaticity => ({
    x: steps(data[`${name}_x`], 50_000),
    y: steps(data[`${name}_y`], 50_000),
  });
  const display = {
    red: colour('red'),
    green: colour('green'),
    blue: colour('blue'),
    white: colour('white_point'),
    brightest: steps(data['max_luminance'], 10_000),
    darkest: steps(data['min_luminance'], 10_000),
  };
  const { red, green, blue, white, brightest, darkest } = display;
  const all = [...[red, green, blue, white].flatMap(({ x, y }) => [x, y]), brightest, darkest];
  return all.every(Number.isFinite) ? display : null;
};

const readContent = (data: SideData): HdrLight['content'] => {
  const [brightest, average] = [Number(data['max_content']), Number(data['max_average'])];
  return Number.isFinite(brightest) && Number.isFinite(average) ? { brightest, average } : null;
};

/** `34000/50000` counted in parts of `each`. NaN for anything else. */
const steps = (fraction: unknown, each: number): number => {
  const [, over, under] = /^(\d+)\/(\d+)$/.exec(String(fraction)) ?? [];
  return Math.round((Number(over) / Number(under)) * each);
};
