import { z } from 'zod';

import { line } from './basics.ts';

const maxBytes = 255;
const encoder = new TextEncoder();

/**
 * The name of a file as text for people, and nothing else: no path, no key, no header is made of it. NFC, without
 * control and bidirectional characters, and of at most 255 bytes, as file systems have it: what is longer loses its
 * middle, so that its ending is still told.
 */
export const fileName = line(maxBytes)
  .transform((name) => shortened(name.replace(/\p{Surrogate}/gu, '\ufffd')))
  .pipe(z.string().min(1));

const bytesIn = (text: string): number => encoder.encode(text).length;

const shortened = (name: string): string => {
  if (bytesIn(name) <= maxBytes) return name;
  const ending = /\.[A-Za-z0-9]{1,12}$/.exec(name)?.[0] ?? '';
  const stem = [...new Intl.Segmenter().segment(name.slice(0, name.length - ending.length))];
  let room = maxBytes - bytesIn(`…${ending}`);
  const kept = stem.findIndex(({ segment }) => (room -= bytesIn(segment)) < 0);
  const end = stem[kept]?.index ?? 0;
  return `${name.slice(0, end)}…${ending}`;
};
