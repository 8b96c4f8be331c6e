/** Values that can be lost at any time. Keys are namespaced by the caller (`playback:<id>`). */
export interface Cache {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown, ttlSeconds: number): Promise<void>;
  /** Keeps it only where there is nothing; whether it does. */
  add(key: string, value: unknown, ttlSeconds: number): Promise<boolean>;
  delete(key: string): Promise<void>;
  stop(): Promise<void>;
}
