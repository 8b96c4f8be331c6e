import type Hls from 'hls.js';

/**
 * Where a stream has surround beside stereo, every variant stands there twice, and hls.js would switch between the two
 * as the line gets faster. Leaves only those that the device can let be heard.
 */
export const keepFittingLevels = (hls: Hls): void => {
  const surround = new Set(
    hls.allAudioTracks
      .filter(({ channels }) => Number.parseInt(channels ?? '', 10) > 2)
      .map(({ groupId }) => groupId),
  );
  if (surround.size === 0) return;
  const isSurround = (level: Hls['levels'][number]): boolean =>
    level.audioGroups?.some((group) => group !== undefined && surround.has(group)) ?? false;
  const wanted = outputChannels() > 2;
  const { levels } = hls;
  for (const [index, level] of [...levels.entries()].reverse()) {
    const twin = levels.some(({ uri }, at) => uri === level.uri && at !== index);
    if (twin && isSurround(level) !== wanted) hls.removeLevel(index);
  }
};

/** Of the device; 2 until somebody has used the page: browsers complain about sound that nobody asked for. */
const outputChannels = (): number => {
  if (!('AudioContext' in window) || !navigator.userActivation.hasBeenActive) return 2;
  const context = new AudioContext();
  const { maxChannelCount } = context.destination;
  void context.close();
  return maxChannelCount;
};
