import { transform } from 'esbuild';

/** Shortens the style sheets inside `css` literals, which no script minifier touches. Literals with values stay. */
export const minifyCss = () => ({
  name: 'minify-css',
  async transform(code, id) {
    if (!id.endsWith('.styles.ts') && !id.endsWith('/tokens.ts')) return null;
    const literals = [...code.matchAll(/\bcss`([^`$\\]*)`/g)];
    if (literals.length === 0) return null;
    let result = code;
    for (const [whole, sheet] of literals) {
      const { code: small } = await transform(sheet, {
        loader: 'css',
        minify: true,
        charset: 'utf8',
        target: 'es2022',
      });
      result = result.replace(whole, () => `css\`${small.trim()}\``);
    }
    return { code: result, map: null };
  },
});
