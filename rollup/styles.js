import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { transform } from 'esbuild';

/** Shortens and emits the `.css` files of a folder under their own names. */
export const styles = ({ folder }) => ({
  name: 'styles',
  async generateBundle() {
    if (!existsSync(folder)) return;
    for (const fileName of (await readdir(folder)).filter((name) => name.endsWith('.css'))) {
      const source = await readFile(join(folder, fileName), 'utf8');
      const { code } = await transform(source, { loader: 'css', minify: true, charset: 'utf8' });
      this.emitFile({ type: 'asset', fileName, source: code });
    }
  },
});
