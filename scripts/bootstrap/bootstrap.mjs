import { ensureDependencies } from './dependencies.mjs';
import { exitWith } from './failure.mjs';
import { ensureNode } from './node.mjs';
import { createProgress } from './progress.mjs';

/**
 * Makes sure of Node and dependencies, then runs `main`. Everything before that works with Node 20.19 and nothing
 * installed. A failure ends the process with one line and its exit code.
 * @param {import('./dependencies.mjs').DependencySet} set
 * @param {(context: { supervised: boolean }) => Promise<unknown>} main Imports what needs dependencies only now.
 */
export const bootstrap = async (set, main) => {
  const progress = createProgress();
  try {
    const supervised = await ensureNode(progress);
    await ensureDependencies(set, progress);
    await main({ supervised });
  } catch (error) {
    exitWith(error);
  }
};
