import { nullIfMissing, type ObjectStore } from './object-store.ts';

/** A small object as text; null when there is none. */
export const readText = async (store: ObjectStore, key: string): Promise<string | null> => {
  const found = await nullIfMissing(store.read(key));
  if (found === null) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of found.body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};
