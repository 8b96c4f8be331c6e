import type { Operation } from './operations.ts';

/** What goes wrong with a request. Without status and reset it is only late. */
export interface Fault {
  readonly status?: number;
  /** Of the error document; unset: `InternalError`. */
  readonly code?: string;
  /** How many requests; unset: one. */
  readonly times?: number;
  readonly delayMs?: number;
  /**
   * When the connection ends: before anything is done, in the middle of the answer's body, or once all is done and
   * nothing is answered. With `stall` it does not end, and falls silent in the middle of the body.
   */
  readonly resetConnection?: 'before' | 'body' | 'after' | 'stall';
}

/** Faults in the order in which they were asked for. */
export class Faults {
  #next: { readonly operation: Operation | '*'; readonly fault: Fault; left: number }[] = [];

  add(operation: Operation | '*', fault: Fault): void {
    this.#next.push({ operation, fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#next = [];
  }

  /** The fault of this request, or null. */
  take(operation: Operation): Fault | null {
    const found = this.#next.find((each) => each.operation === operation || each.operation === '*');
    if (!found) return null;
    found.left--;
    if (found.left === 0) this.#next = this.#next.filter((each) => each !== found);
    return found.fault;
  }
}
