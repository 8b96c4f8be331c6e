import { type ObjectStore, ObjectStoreError } from './object-store.ts';

/** A small object as text; null when there is none. */
export const readText = async (store: ObjectStore, key: string): Promise<string | null> => {
  try {
    const { body } = await store.read(key);
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    if (error instanceof ObjectStoreError && error.code === 'object_missing') return null;
    throw error;
  }
};
