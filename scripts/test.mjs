import { bootstrap } from './bootstrap/bootstrap.mjs';

await bootstrap('all', async () => {
  const { test } = await import('./checks/test.ts');
  await test(process.argv.slice(2));
});
