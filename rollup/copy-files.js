import { readFile } from 'node:fs/promises';

/** Emits files as they are: source path → path in the output folder. */
export const copyFiles = (files) => ({
  name: 'copy-files',
  async generateBundle() {
    for (const [from, fileName] of Object.entries(files)) {
      this.emitFile({ type: 'asset', fileName, source: await readFile(from) });
    }
  },
});
