/** The engine for our own streams: the CDN bundle has it built for them alone. */
export { default } from 'hls.js';
