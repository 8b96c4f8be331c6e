import { fileURLToPath } from 'node:url';

import { onInterruption } from '../interruption.ts';
import { endTools, runTool } from '../run-tool.ts';

// A run of one stage that never ends. Argument: the file for the process ids of all that it starts.
onInterruption(false, () => endTools(500));
await runTool('endless', [fileURLToPath(new URL('endless-tool.ts', import.meta.url)), process.argv[2] ?? '']);
