import { bootstrap } from './bootstrap/bootstrap.mjs';

await bootstrap('run', async () => {
  const { readSettings } = await import('./product/settings.ts');
  const { doctor } = await import('./product/doctor.ts');
  const settings = readSettings([]);
  process.exitCode = settings && (await doctor(settings.config)) ? 0 : 1;
});
