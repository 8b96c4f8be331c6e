import type { Playback } from '@vidkit/contracts/schemas/playback';

import { embedCode } from '../../upload/model/embed-code.ts';

/** Copies a text; false where the browser or the page's permissions do not let us. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};

/** Address of the video's page; from a moment on when `seconds` are given. */
export const momentUrl = ({ watchUrl }: Pick<Playback, 'watchUrl'>, seconds = 0): string =>
  withMoment(watchUrl, seconds);

/** The frame that shows the video elsewhere; from a moment on when `seconds` are given. */
export const embedCodeOf = ({ embedUrl, title }: Pick<Playback, 'embedUrl' | 'title'>, seconds = 0): string =>
  embedCode(withMoment(embedUrl, seconds), title);

const withMoment = (address: string, seconds: number): string => {
  const whole = Math.floor(seconds);
  if (!(whole > 0) || !URL.canParse(address)) return address;
  const url = new URL(address);
  url.searchParams.set('t', String(whole));
  return url.href;
};
