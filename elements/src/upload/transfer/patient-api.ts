import {
  ApiError,
  type CallInput,
  type CallResult,
  type Client,
  type OperationId,
} from '@vidkit/contracts/client/uploads';

import type { Outage } from '../model/circuit.ts';
import { Patience, type RetryOptions } from '../model/retry-policy.ts';
import type { Trouble } from '../model/upload-item.ts';
import type { Circuits } from './circuits.ts';
import { isOffline, sleepOrOnline, untilOnline } from './waiting.ts';

export interface PatientCall {
  signal: AbortSignal;
  /** Told about a failure that is being waited out, and with null once a call was answered. */
  onTrouble?: (trouble: Trouble | null) => void;
}

/** The API for work that must not stop at a hiccup: temporary failures are waited out, with full jitter. */
export class PatientApi {
  readonly client: Client;
  readonly #circuits: Circuits;
  readonly #retry: Partial<RetryOptions>;

  constructor(client: Client, circuits: Circuits, retry: Partial<RetryOptions> = {}) {
    this.client = client;
    this.#circuits = circuits;
    this.#retry = retry;
  }

  /**
   * Repeats until answered, refused for good, or the retry budget is spent. POSTs that create must carry an
   * idempotency key.
   *
   * @throws {ApiError}, or the signal's reason
   */
  async call<Id extends OperationId>(
    id: Id,
    input: CallInput<Id>,
    { signal, onTrouble }: PatientCall,
  ): Promise<CallResult<Id>> {
    const patience = new Patience(this.#retry);
    const circuit = this.#circuits.of(this.client.baseUrl);
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        const answer = await circuit.run(() => this.client.call(id, { ...input, signal }), outageOf, signal);
        onTrouble?.(null);
        return answer;
      } catch (error) {
        if (!(error instanceof ApiError) || !isTemporary(error)) throw error;
        const delay = patience.nextDelay(attempt, error.retryAfter);
        if (delay === null) throw error;
        onTrouble?.(isOffline() ? 'offline' : error.status === 0 ? 'network' : 'server');
        await sleepOrOnline(delay, signal);
        if (isOffline()) {
          await untilOnline(signal);
          // Being offline says nothing about the server's health.
          patience.progressed();
        }
      }
    }
  }
}

/** What says that the API is away or has too much to do, and not only to this call. */
const outageOf = (error: unknown): Outage | null => {
  if (!(error instanceof ApiError)) return null;
  const away = error.status === 0 || error.code === 'rate_limited' || error.status >= 500;
  return away && error.code !== 'storage_full' ? { retryAfter: error.retryAfter } : null;
};

/** The first of two equal requests is still running: the answer comes if we ask again. */
const isTemporary = (error: ApiError): boolean =>
  (error.temporary && error.code !== 'storage_full' && error.code !== 'too_many_uploads') ||
  error.code === 'idempotency_in_progress';
