import { exitWithOutcome } from './exit-with-outcome.ts';
import { checkAws } from './stages.ts';

await exitWithOutcome(checkAws);
