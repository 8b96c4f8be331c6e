import { followParent, tellReady } from '@vidkit/platform/local/parent';

/** A child for tests of the supervisor; its only argument says how it behaves. */
const behaviour = process.argv[2];

if (behaviour === 'fails') {
  console.error('the database is upside down');
  process.exit(3);
}
const working = setInterval(() => undefined, 1000);
const stop = (why: string) => {
  console.log(`ends: ${why}`);
  if (behaviour === 'stubborn') return;
  clearInterval(working);
  process.exit(0);
};
process.on('SIGTERM', () => stop('told'));
followParent(() => stop('orphaned'));
tellReady();
if (behaviour === 'crashes') setTimeout(() => process.exit(9), 20);
