import terser from '@rollup/plugin-terser';

/** Shortens our own code; the engine comes minified from its package, and twice gains nothing. */
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
      return chunk.name === 'hls' ? null : plugin.renderChunk.call(this, code, chunk, ...rest);
    },
  };
};
