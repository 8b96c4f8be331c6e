/**
 * Makes a file of its own of each worker that a module names as `new URL('./x.worker.ts', import.meta.url)`, and
 * puts the file's address in that place.
 */
export const workers = () => ({
  name: 'workers',
  async transform(code, importer) {
    const pattern = /new URL\(\s*'(\.[^']+\.worker\.ts)',\s*import\.meta\.url,?\s*\)/g;
    let found = code;
    for (const [whole, path] of code.matchAll(pattern)) {
      const worker = await this.resolve(path, importer);
      if (!worker) this.error(`There is no worker ${path} beside ${importer}.`);
      const reference = this.emitFile({
        type: 'chunk',
        id: worker.id,
        name: path.replace(/^.*\/|\.ts$/g, ''),
      });
      found = found.replace(whole, `new URL(import.meta.ROLLUP_FILE_URL_${reference})`);
    }
    return found === code ? null : { code: found, map: null };
  },
});
