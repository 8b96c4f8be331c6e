import terser from '@rollup/plugin-terser';

import { isEngine } from './engine-build.js';

/** Shortens our own code; engines are minified already, and twice gains nothing. */
export const minify = () => {
  const plugin = terser({
    ecma: 2022,
    module: true,
    compress: { passes: 2 },
    format: { comments: false },
    mangle: { properties: false },
  });
  return {
    ...plugin,
    renderChunk(code, chunk, ...rest) {
      return isEngine(chunk) ? null : plugin.renderChunk.call(this, code, chunk, ...rest);
    },
  };
};
