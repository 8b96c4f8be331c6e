export { middleware } from './comments-server.ts';
