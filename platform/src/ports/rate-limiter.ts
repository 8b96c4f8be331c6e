export interface RateLimit {
  /** Names the bucket, such as `sign-in-address`. */
  readonly name: string;
  readonly points: number;
  readonly perSeconds: number;
}

export interface RateVerdict {
  readonly allowed: boolean;
  readonly remaining: number;
  readonly retryAfterSeconds: number;
}

/** Counts events per key over a window. When its store is down it answers from this process's own counts. */
export interface RateLimiter {
  take(limit: RateLimit, key: string, points?: number): Promise<RateVerdict>;
  /** Forgets a key, as after a successful sign-in. */
  reset(limit: RateLimit, key: string): Promise<void>;
  stop(): Promise<void>;
}
