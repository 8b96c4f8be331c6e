/** One rendition that a viewer can choose. */
export interface Quality {
  /** Index of the engine's level. */
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  /** Bits per second. */
  readonly bitrate: number;
}

/** `1080p`, `1080p60`; by the shorter side, so that a portrait video is called what it is. */
export const qualityLabel = ({ width, height, frameRate }: Quality): string =>
  `${Math.min(width, height) || height}p${frameRate > 33 ? Math.round(frameRate) : ''}`;

/** What such a picture is called on boxes: by its shorter side, so never more than it is. Empty under 720p. */
export const qualityBadge = ({ width, height }: Quality): string => {
  const side = Math.min(width, height);
  return side >= 4320 ? '8K' : side >= 2160 ? '4K' : side >= 720 ? 'HD' : '';
};
