/**
 * Where originals rest that nobody needs soon: cheaper, and slow to come back. Keys are those of the object store.
 * Every call may be repeated, also after a crash in the middle of it.
 */
export interface ColdStore {
  /** Takes an object out of quick reach. Throws `object_missing` when it is neither here nor there. */
  archive(key: string): Promise<void>;
  /** Asks for it back; answers when it can be there at the earliest. Throws `object_missing`. */
  restore(key: string): Promise<Date>;
  /** Once the time has come: true when the object can be read under its key again. Throws `object_missing`. */
  fetch(key: string): Promise<boolean>;
  /** Forgets what is archived of it; succeeds when there is nothing. */
  delete(key: string): Promise<void>;
  /** Keys of all that is archived. */
  list(): Promise<string[]>;
}
