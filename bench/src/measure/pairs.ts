import { median, printTable } from './report.ts';

/** The same thing done by the driver alone and by our adapter over it. */
export interface Pair {
  readonly name: string;
  readonly times: number;
  readonly bare: () => Promise<unknown>;
  readonly ours: () => Promise<unknown>;
}

interface Cost {
  readonly milliseconds: number;
  /** Of this process: what a busy machine does not change much. */
  readonly cpu: number;
}

/** Prints what each adapter adds to its driver, by medians; `rounds` times as many calls as each pair says. */
export const printPairs = async (pairs: readonly Pair[], rounds: number): Promise<void> => {
  const rows: string[][] = [];
  for (const pair of pairs) {
    await measure({ ...pair, times: Math.ceil(pair.times / 10) }, rounds);
    const found = await measure(pair, rounds);
    const row = (['milliseconds', 'cpu'] as const).flatMap((what) => {
      const [bare = NaN, ours = NaN] = [found.bare, found.ours].map((costs) =>
        median(costs.map((cost) => cost[what])),
      );
      return [bare.toFixed(3), ours.toFixed(3), `${(((ours - bare) / bare) * 100).toFixed(1)} %`];
    });
    rows.push([pair.name, String(found.ours.length), ...row]);
  }
  printTable(
    ['medians in ms', 'calls each', 'driver alone', 'our adapter', 'more', 'its CPU', 'our CPU', 'more'],
    rows,
  );
};

/** Each first every other time, so that neither always follows the other's garbage. */
const measure = async (
  { times, bare, ours }: Pair,
  rounds: number,
): Promise<{ bare: Cost[]; ours: Cost[] }> => {
  const found = { bare: [] as Cost[], ours: [] as Cost[] };
  for (let n = 0; n < times * rounds; n++) {
    const order = n % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const);
    for (const who of order) found[who].push(await costOf(who === 'bare' ? bare : ours));
  }
  return found;
};

const costOf = async (work: () => Promise<unknown>): Promise<Cost> => {
  const [from, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: performance.now() - from, cpu: (user + system) / 1000 };
};
