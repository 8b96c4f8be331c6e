import { clock } from '../../localize/clock.ts';
import type { PlayerPort } from '../model/player-port.ts';

/**
 * Saves the picture that is on the screen as a PNG file, in its own size. False when there is none, or the browser
 * refuses since the media came from another site without its leave (CORS).
 */
export const takeScreenshot = async ({ media, playback, currentTime }: PlayerPort): Promise<boolean> => {
  if (media.videoWidth === 0 || media.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
  const canvas = document.createElement('canvas');
  canvas.width = media.videoWidth;
  canvas.height = media.videoHeight;
  try {
    canvas.getContext('2d')?.drawImage(media, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) return false;
    save(blob, fileName(playback?.title ?? '', currentTime));
    return true;
  } catch {
    return false;
  }
};

const save = (blob: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken it over by the next task in every engine, but says so nowhere.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

/** `A walk by the sea 1-05.png`: what systems refuse in names is left out. */
export const fileName = (title: string, seconds: number): string => {
  const safe = title
    .replaceAll(/[\p{C}\\/:*?"<>|]+/gu, ' ')
    .trim()
    .slice(0, 80);
  return `${safe || 'video'} ${clock(seconds).replaceAll(':', '-')}.png`;
};
