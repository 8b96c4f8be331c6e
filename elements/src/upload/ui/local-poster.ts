export interface LocalPoster {
  /** A frame of the video, drawn on this page; null where the browser cannot decode it. */
  readonly canvas: HTMLCanvasElement | null;
  /** Seconds. */
  readonly duration: number | null;
}

const width = 320;
/** A picture that comes later than this comes too late to matter. */
const patience = 4_000;

/**
 * A frame from near the start of a file, without any server. Null where the browser cannot decode the format, or
 * the page's policy forbids `blob:` media: then an icon does.
 */
export const drawPoster = async (file: File): Promise<LocalPoster | null> => {
  const video = document.createElement('video');
  const address = URL.createObjectURL(file);
  try {
    video.muted = true;
    video.preload = 'auto';
    video.src = address;
    await arrival(video, 'loadeddata');
    const duration = Number.isFinite(video.duration) ? video.duration : null;
    // The very first frame is often black.
    video.currentTime = Math.min(1, (duration ?? 0) * 0.1);
    await arrival(video, 'seeked');
    if (video.videoWidth === 0) return null;
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = Math.max(1, Math.round((width * video.videoHeight) / video.videoWidth));
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
    return { canvas, duration };
  } catch {
    return null;
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(address);
  }
};

const arrival = (video: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The picture takes too long.')), patience);
    const settle = (finish: () => void) => () => {
      clearTimeout(timer);
      finish();
    };
    video.addEventListener(event, settle(resolve), { once: true });
    video.addEventListener(
      'error',
      settle(() => reject(new Error('The browser cannot show this file.'))),
      { once: true },
    );
  });
