import { readFile } from 'node:fs/promises';

/**
 * Writes `index.html` from a template: its `<script src="…main.ts">` and `<link href="….css">` become the hashed
 * files, with the entry's own imports preloaded. Nothing is inlined, so a strict CSP holds.
 */
export const pageHtml = ({ template, entry, base }) => {
  const sheets = new Map();
  return {
    name: 'page-html',
    async buildStart() {
      this.addWatchFile(template);
      const text = await readFile(template, 'utf8');
      for (const [, href] of text.matchAll(/<link\b[^>]*\bhref="(\.\/[^"]+\.css)"/g)) {
        const path = new URL(href, `file://${process.cwd()}/${template}`).pathname;
        this.addWatchFile(path);
        const name = path.slice(path.lastIndexOf('/') + 1);
        sheets.set(href, this.emitFile({ type: 'asset', name, source: await readFile(path) }));
      }
    },
    async generateBundle(_, bundle) {
      const chunk = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.isEntry && file.name === entry,
      );
      const preloads = chunk.imports.map((name) => `<link rel="modulepreload" href="${base}${name}">`);
      let text = await readFile(template, 'utf8');
      text = text.replace(/<script\b[^>]*\bsrc="[^"]+\.ts"[^>]*><\/script>/, () =>
        [...preloads, `<script type="module" src="${base}${chunk.fileName}"></script>`].join('\n    '),
      );
      for (const [href, reference] of sheets) {
        text = text.replaceAll(`href="${href}"`, `href="${base}${this.getFileName(reference)}"`);
      }
      this.emitFile({ type: 'asset', fileName: 'index.html', source: text });
    },
  };
};
