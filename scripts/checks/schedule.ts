export interface Scheduled {
  readonly name: string;
  /** Names of those that must have ended before; one that is not among the others does not count. */
  readonly after?: readonly string[];
  /** Of the lanes it takes this many: as many as it keeps busy. */
  readonly lanes?: number;
}

/**
 * Runs everything, as much of it side by side as there are `lanes`, earlier entries first where there is a choice.
 * Rejects when a run does, without starting more.
 */
export const runSideBySide = async <T extends Scheduled>(
  entries: readonly T[],
  lanes: number,
  run: (entry: T) => Promise<void>,
): Promise<void> => {
  const waiting = [...entries];
  const active = new Map<T, Promise<void>>();
  const widthOf = ({ lanes: wanted = 1 }: T) => Math.min(wanted, lanes);
  const isFree = (entry: T) => {
    const taken = [...active.keys()].reduce((sum, other) => sum + widthOf(other), 0);
    const pending = [...waiting, ...active.keys()].some(({ name }) => entry.after?.includes(name));
    return !pending && taken + widthOf(entry) <= lanes;
  };
  while (waiting.length > 0 || active.size > 0) {
    for (let next = waiting.find(isFree); next; next = waiting.find(isFree)) {
      const entry = next;
      waiting.splice(waiting.indexOf(entry), 1);
      active.set(
        entry,
        run(entry).finally(() => active.delete(entry)),
      );
    }
    if (active.size === 0) throw new Error(`In a circle: ${waiting.map(({ name }) => name).join(', ')}`);
    await Promise.race(active.values());
  }
};
