export interface Attempt {
  readonly signal: AbortSignal;
  /** 1 for the first. Those that ended with their process count. */
  readonly attempt: number;
  /** True when a throw now would be final. */
  readonly lastAttempt: boolean;
}

/** What was begun this often and never ended takes its worker with it each time. */
export const mostAttempts = 20;

export interface ProcessLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
