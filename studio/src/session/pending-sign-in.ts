/** What has to survive the way to the sign-in page and back. Never a token. */
export interface PendingSignIn {
  readonly state: string;
  readonly verifier: string;
  /** Path, query and hash to come back to. */
  readonly returnPath: string;
}

const key = 'vidkit:studio:sign-in';
const attemptsKey = 'vidkit:studio:sign-in-attempts';
/** More round trips than this in half a minute are a loop, not a person. */
const maxAttempts = 6;
const attemptWindow = 30_000;

export const keepPending = (storage: Storage, pending: PendingSignIn): void =>
  storage.setItem(key, JSON.stringify(pending));

/** Reads what was kept and forgets it: an answer counts once. */
export const takePending = (storage: Storage): PendingSignIn | null => {
  const kept = storage.getItem(key);
  storage.removeItem(key);
  return kept === null ? null : (JSON.parse(kept) as PendingSignIn);
};

/** Counts a round trip; false once there were too many in a short time. */
export const countAttempt = (storage: Storage, now = Date.now()): boolean => {
  const kept = JSON.parse(storage.getItem(attemptsKey) ?? '[]') as number[];
  const recent = kept.filter((time) => now - time < attemptWindow);
  storage.setItem(attemptsKey, JSON.stringify([...recent, now]));
  return recent.length < maxAttempts;
};

export const forgetAttempts = (storage: Storage): void => storage.removeItem(attemptsKey);
