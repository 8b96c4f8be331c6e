import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * Writes `integrity.json`: for each file its sha384 (for `integrity` attributes and import maps), sizes in bytes as
 * they are and compressed, and which files it imports at once and later.
 * Beside each file lies its brotli, so that who serves it need not compress it for every visitor, and less well.
 * `files` collects over several builds of one folder; the last of them writes them all.
 */
export const integrity = (files = {}) => {
  let mine = [];
  return {
    name: 'integrity',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const name of mine) delete files[name];
        mine = Object.keys(bundle);
        for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => a.localeCompare(b))) {
          const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          const compressed = brotliCompressSync(content, {
            params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
          });
          this.emitFile({ type: 'asset', fileName: `${name}.br`, source: compressed });
          files[name] = {
            integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
            bytes: content.length,
            gzip: gzipSync(content, { level: 9 }).length,
            brotli: compressed.length,
            imports: file.imports ?? [],
            dynamicImports: file.dynamicImports ?? [],
          };
        }
        this.emitFile({
          type: 'asset',
          fileName: 'integrity.json',
          source: `${JSON.stringify({ files }, null, 2)}\n`,
        });
      },
    },
  };
};
