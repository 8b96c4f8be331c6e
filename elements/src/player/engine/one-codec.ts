import type Hls from 'hls.js';

type Level = Hls['levels'][number];

/**
 * Where a stream is there in several codecs, leaves the levels of the one that suits this device: players do not change
 * the codec while they play, and the menu names each size once. HDR comes first on screens that have it, then AV1, HEVC
 * and H.264; the first that the device decodes smoothly, and without more power than H.264 takes. With `plain`, and on
 * the slowest lines, it is H.264. Resolves to whether it is another one, for which H.264 could stand in.
 * After `signal` nothing is touched.
 */
export const keepOneCodec = async (
  hls: Hls,
  { plain, signal }: { readonly plain: boolean; readonly signal: AbortSignal },
): Promise<boolean> => {
  const families = new Set(hls.levels.map(familyOf));
  if (families.size < 2) return false;
  const screen = matchMedia('(video-dynamic-range: high)').matches;
  const wanted = [...families]
    .filter((family) => screen || family.endsWith('SDR'))
    .filter((family) => hasSmallSizes(hls.levels, family))
    .sort((a, b) => rankOf(a) - rankOf(b));
  const fallback = families.has(usual) ? usual : null;
  const other = plain || onSlowLine() ? null : await firstSmooth(hls.levels, wanted);
  const kept = other ?? fallback;
  if (kept === null || signal.aborted) return false;
  keep(hls, kept);
  return fallback !== null && kept !== usual;
};

const usual = 'avc1 SDR';
/** Mbit/s below which only the variant for mobile lines arrives in time, which is H.264. */
const slowest = 0.5;

/** As far as the browser says. */
const onSlowLine = (): boolean => {
  const { connection } = navigator as { connection?: { downlink?: number } };
  return (connection?.downlink ?? Infinity) < slowest;
};

const familyOf = ({ videoCodec, videoRange }: Level): string => `${videoCodec?.slice(0, 4)} ${videoRange}`;

const rankOf = (family: string): number =>
  ['av01 PQ', 'av01 HLG', 'hvc1 PQ', 'hvc1 HLG', 'av01 SDR', 'hvc1 SDR', usual].indexOf(family) + 1 || 99;

/** Streams of others may have another codec for the largest sizes alone, which no slow line carries. */
const hasSmallSizes = (levels: readonly Level[], family: string): boolean => {
  const lowest = (all: readonly Level[]) => Math.min(...all.map(({ height }) => height));
  return lowest(levels.filter((level) => familyOf(level) === family)) <= 2 * lowest(levels);
};

const firstSmooth = async (levels: readonly Level[], families: readonly string[]): Promise<string | null> => {
  const found = await Promise.all(
    families.map(async (family) => {
      // The largest: what is chosen has to do for every size.
      const level = levels.findLast((one) => familyOf(one) === family);
      return { family, ...(level ? await ask(level) : none) };
    }),
  );
  const smooth = found.filter((one) => one.smooth);
  return (smooth.find((one) => one.efficient) ?? smooth[0])?.family ?? null;
};

const none = { smooth: false, efficient: false };

const ask = async (level: Level): Promise<typeof none> => {
  const video = {
    contentType: `video/mp4; codecs="${level.videoCodec}"`,
    width: level.width,
    height: level.height,
    bitrate: level.bitrate,
    framerate: level.frameRate || 30,
    ...(level.videoRange === 'SDR'
      ? {}
      : {
          transferFunction: level.videoRange.toLowerCase() as TransferFunction,
          colorGamut: 'rec2020' as const,
        }),
  };
  try {
    const { supported, smooth, powerEfficient } = await navigator.mediaCapabilities.decodingInfo({
      type: 'media-source',
      video,
    });
    return { smooth: supported && smooth, efficient: powerEfficient };
  } catch {
    // Browsers without it, or that do not know what HDR is.
    return none;
  }
};

const keep = (hls: Hls, family: string): void => {
  const { height } = hls.levels[hls.firstLevel] ?? { height: 0 };
  for (const [index, level] of [...hls.levels.entries()].reverse())
    if (familyOf(level) !== family) hls.removeLevel(index);
  // The playlist names the level to begin with in H.264.
  hls.firstLevel = Math.max(
    0,
    hls.levels.findLastIndex((level) => level.height <= height),
  );
};
