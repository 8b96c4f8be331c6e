import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { sha256Of } from './clips.ts';
import type { Product } from './product.ts';

/** Whether the object store holds a file with exactly these bytes. */
export const holdsBytes = async (product: Product, source: string): Promise<boolean> => {
  const [{ size }, wanted] = await Promise.all([stat(source), sha256Of(source)]);
  const objects = join(product.dataDir, 'objects');
  for (const entry of await readdir(objects, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || (await stat(path)).size !== size) continue;
    if ((await sha256Of(path)) === wanted) return true;
  }
  return false;
};
