import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Publication } from '@vidkit/contracts/events/media';

import type { EncodedPicture, PictureFormat, Transcoder } from '../transcoders/transcoder.ts';
import type { Poster } from './poster.ts';

/** The chosen poster in several sizes and formats, the other candidates, and three moving seconds. */
export type PictureSet = Pick<Publication, 'poster' | 'posterCandidates' | 'preview'>;

interface PictureOptions {
  readonly transcoder: Transcoder;
  /** The folder of the revision. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

const widths = [1280, 640, 320];
const formats: readonly PictureFormat[] = ['avif', 'webp'];
const placeholderSide = 16;
/** What a `data:` address may take in every answer that names the poster. */
const longestPlaceholder = 400;
const previewSeconds = 3;
/** Part of the duration at which the preview begins. */
const previewPart = 0.3;

/** Puts candidates into place, the first as the poster, in every size it has. */
export const placePosters = async (
  candidates: readonly Poster[],
  { transcoder, folder, signal }: PictureOptions,
): Promise<Pick<PictureSet, 'poster' | 'posterCandidates'>> => {
  const [first, ...others] = candidates;
  if (!first) return { poster: null, posterCandidates: [] };
  const { width, height, color } = first;
  const file = 'poster.jpg';
  await rename(first.path, join(folder, file));
  const names = others.map((_, i) => `poster-${i + 2}.jpg`);
  for (const [i, name] of names.entries()) await rename(others[i]?.path ?? '', join(folder, name));

  const wanted = sizesOf(first).flatMap((size) =>
    formats.map((format) => ({ ...size, format, path: join(folder, `poster-${size.width}.${format}`) })),
  );
  const tiny = join(folder, 'placeholder.webp');
  const small = { ...fitted(first, placeholderSide), format: 'webp', path: tiny } as const;
  const made = await transcoder.encodePictures(
    { path: join(folder, file), pictures: [...wanted, small] },
    signal,
  );
  const placeholder = made.some(({ path }) => path === tiny) ? dataAddress(await readFile(tiny)) : null;
  await rm(tiny, { force: true });
  return {
    poster: {
      file,
      width,
      height,
      color,
      placeholder,
      sources: made.filter(({ path }) => path !== tiny).map(sourceOf),
    },
    posterCandidates: [file, ...names],
  };
};

/** Three silent seconds from a rendition, copied and not encoded. Null when that failed. */
export const placePreview = async (
  rendition: string | undefined,
  duration: number,
  { transcoder, folder, signal }: PictureOptions,
): Promise<string | null> => {
  if (!rendition) return null;
  const name = 'preview.mp4';
  const at = duration > previewSeconds ? duration * previewPart : 0;
  const cut = { path: rendition, at, seconds: previewSeconds, to: join(folder, name) };
  return (await transcoder.cutPreview(cut, signal)) ? name : null;
};

const sourceOf = ({ path, format, width, height }: EncodedPicture) => ({
  file: path.slice(path.lastIndexOf('/') + 1),
  type: `image/${format}`,
  width,
  height,
});

/** No size is larger than the picture, and none is nearly as large as another one. */
const sizesOf = ({ width, height }: Poster): { width: number; height: number }[] => {
  const smaller = widths.filter((one) => one < width * 0.9);
  return [{ width, height }, ...smaller.map((one) => ({ width: one, height: even((height * one) / width) }))];
};

const fitted = ({ width, height }: Poster, side: number): { width: number; height: number } => {
  const scale = side / Math.max(width, height);
  return { width: even(width * scale), height: even(height * scale) };
};

const even = (value: number): number => Math.max(2, 2 * Math.round(value / 2));

const dataAddress = (bytes: Buffer): string | null => {
  const address = `data:image/webp;base64,${bytes.toString('base64')}`;
  return address.length <= longestPlaceholder ? address : null;
};
