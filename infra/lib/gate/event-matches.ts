/** The part of EventBridge's patterns that ours use: lists of values, `prefix`, objects within. */
export const eventMatches = (pattern: unknown, event: unknown): boolean => {
  if (Array.isArray(pattern)) {
    return pattern.some((wanted: unknown) => matchesValue(wanted, event));
  }
  if (typeof pattern !== 'object' || pattern === null) return false;
  if (typeof event !== 'object' || event === null) return false;
  return Object.entries(pattern).every(([key, wanted]) =>
    eventMatches(wanted, (event as Record<string, unknown>)[key]),
  );
};

const matchesValue = (wanted: unknown, value: unknown): boolean => {
  if (typeof wanted !== 'object' || wanted === null) return wanted === value;
  const { prefix } = wanted as { prefix?: string };
  return prefix !== undefined && typeof value === 'string' && value.startsWith(prefix);
};
