import { bootstrap } from './bootstrap/bootstrap.mjs';

await bootstrap('run', async ({ supervised }) => {
  const { start } = await import('./product/start.ts');
  await start(process.argv.slice(2), supervised);
});
