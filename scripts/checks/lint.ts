import { exitWithOutcome } from './exit-with-outcome.ts';
import { checkLint } from './stages.ts';

await exitWithOutcome(checkLint);
