import { bootstrap } from './bootstrap/bootstrap.mjs';

await bootstrap('all', async ({ supervised }) => {
  const { test } = await import('./checks/test.ts');
  await test(process.argv.slice(2), supervised);
});
