import { bootstrap } from './bootstrap/bootstrap.mjs';

// npm run vid -- COMMAND: the operators' CLI, and beside it `doctor`, which has to work where nothing runs.
await bootstrap('run', async () => {
  if (process.argv[2] === 'doctor') {
    const { readSettings } = await import('./product/settings.ts');
    const { doctor } = await import('./product/doctor.ts');
    const settings = readSettings([]);
    process.exitCode = settings && (await doctor(settings.config)) ? 0 : 1;
    return;
  }
  const { useRunningInstance } = await import('./product/running-instance.ts');
  await useRunningInstance();
  await import('../api/src/cli/vid.ts');
});
