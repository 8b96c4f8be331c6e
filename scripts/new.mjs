import { bootstrap } from './bootstrap/bootstrap.mjs';

// npm run new -- element|feature NAME: files that pass all checks, to begin from.
await bootstrap('all', async () => {
  const { generate } = await import('./generator/generate.ts');
  await generate(process.argv.slice(2));
});
