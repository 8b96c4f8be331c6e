/** The whole engine, for streams of which we know nothing. */
export { default } from 'hls.js';
