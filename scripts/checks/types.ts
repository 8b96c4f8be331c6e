import { exitWithOutcome } from './exit-with-outcome.ts';
import { checkTypes } from './stages.ts';

await exitWithOutcome(checkTypes);
