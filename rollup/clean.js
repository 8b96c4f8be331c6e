import { readdir, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';

/**
 * Removes what an earlier build left in the output folder: hashed files would else pile up. `also` are names that
 * another build of the same run wrote there.
 */
export const clean = ({ also = () => [] } = {}) => ({
  name: 'clean',
  async writeBundle({ dir }, bundle) {
    const written = new Set([...Object.keys(bundle), ...also()]);
    for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const name = path
        .slice(dir.length + 1)
        .split(sep)
        .join('/');
      if (entry.isFile() && !written.has(name)) await rm(path, { force: true });
    }
  },
});
