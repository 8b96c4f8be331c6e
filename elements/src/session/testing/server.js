export { middleware } from './sign-in-server.ts';
