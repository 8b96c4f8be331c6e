import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { transform } from 'esbuild';

/** Shortens and emits the `.css` files of a folder under their own names, and `more`, texts by file name. */
export const styles = ({ folder = '', more = {} }) => ({
  name: 'styles',
  async generateBundle() {
    const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.css')) : [];
    const sources = { ...more };
    for (const name of names) sources[name] = await readFile(join(folder, name), 'utf8');
    for (const [fileName, source] of Object.entries(sources)) {
      const { code } = await transform(source, { loader: 'css', minify: true, charset: 'utf8' });
      this.emitFile({ type: 'asset', fileName, source: code });
    }
  },
});
