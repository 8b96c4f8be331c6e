import { fileURLToPath } from 'node:url';

/** The engine's own minified build: smaller than what we would make of its readable one, and nothing left to do. */
export const engineBuild = () => ({
  name: 'engine-build',
  resolveId: (id) => (id === 'hls.js' ? fileURLToPath(import.meta.resolve('hls.js/dist/hls.min.mjs')) : null),
});
