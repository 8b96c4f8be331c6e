import { bootstrap } from './bootstrap/bootstrap.mjs';

await bootstrap('all', async () => {
  const { buildEverything } = await import('./product/build-everything.ts');
  await buildEverything();
});
