import type { SignedPart } from '@vidkit/contracts/schemas/upload';

import { partRange, type PartPlan } from '../model/part-plan.ts';
import type { Checksums } from './checksums.ts';

interface Address {
  readonly signed: SignedPart;
  /** Which call brought it. */
  readonly batch: number;
}

export interface ReadyPart extends Address {
  readonly checksum: string;
}

export interface PartSupplyOptions {
  readonly file: Blob;
  readonly plan: PartPlan;
  readonly checksums: Checksums;
  /** Of parts that were read before the upload was opened. */
  readonly known: ReadonlyMap<number, string>;
  /** Signed with the upload. */
  readonly signed: readonly SignedPart[];
  /** Asks the API for addresses. */
  readonly sign: (parts: { number: number; checksum: string }[]) => Promise<readonly SignedPart[]>;
  /** How many parts are sent at once. */
  readonly streams: () => number;
  /** What is left to send, in order. */
  readonly pending: () => readonly number[];
  /** Parts are ready that were not before. */
  readonly onReady: () => void;
  readonly onFileError: (cause: unknown) => void;
  readonly onError: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** The contract's most for one call. */
const mostAtOnce = 100;
/** Bytes of parts that the first call is for, and each later one: so that a GiB takes three of them at most. */
const firstBatch = 96 * 1_048_576;
const laterBatch = 768 * 1_048_576;
/** With fewer addresses than this in hand the next ones are asked for. */
const fewAddresses = 16;
/** Milliseconds that a stream waits for a batch: what is read from a slow disk is sent as it comes. */
const longestHunger = 1_500;
const checksumHeader = 'x-amz-checksum-crc32';

/**
 * Makes parts ready to be sent: reads each from the disk, and asks for an address that is bound to its checksum. The
 * checksums run ahead of the line, so that one call signs many parts; only the first ones are not waited for.
 */
export class PartSupply {
  readonly #options: PartSupplyOptions;
  readonly #checksums: Map<number, string>;
  readonly #signed = new Map<number, Address>();
  /** Counts the calls that brought addresses. */
  #batch = 0;
  #reading = false;
  #signing = false;
  /** Since when a stream has had nothing to send for want of an address; null while none wants one. */
  #hungrySince: number | null = null;

  constructor(options: PartSupplyOptions) {
    this.#options = options;
    this.#checksums = new Map(options.known);
    for (const part of options.signed) {
      // Those of an upload that was opened without them, or cut otherwise, are not bound to what we send.
      const checksum = part.headers[checksumHeader];
      if (checksum !== undefined && checksum === this.#checksums.get(part.number)) this.#take(part);
    }
  }

  /** Null while the part is not ready; then it is being made so. */
  get(number: number): ReadyPart | null {
    const [address, checksum] = [this.#signed.get(number), this.#checksums.get(number)];
    if (!address) this.#hungrySince ??= performance.now();
    this.provide();
    return address && checksum !== undefined ? { ...address, checksum } : null;
  }

  /** The CRC-32 of a part, read now or before. */
  async checksumOf(number: number): Promise<string> {
    const checksum = this.#checksums.get(number) ?? (await this.read(number));
    this.#checksums.set(number, checksum);
    return checksum;
  }

  /** The CRC-32 of a part as it is on the disk now. */
  read(number: number): Promise<string> {
    const { checksums, file, plan } = this.#options;
    return checksums.of(file, partRange(plan, number));
  }

  /** Addresses age together: after one was refused, those that came with it or before are asked for anew. */
  expire(refused = this.#batch): void {
    for (const [number, { batch }] of this.#signed) if (batch <= refused) this.#signed.delete(number);
  }

  /** A part that is sent needs no address any more. */
  drop(number: number): void {
    this.#signed.delete(number);
  }

  /** Makes one part ready now; null when that failed. */
  async renew(number: number): Promise<ReadyPart | null> {
    await this.#sign([{ number, checksum: await this.checksumOf(number) }]);
    return this.get(number);
  }

  /** Reads and signs ahead. */
  provide(): void {
    void this.#readAhead();
    this.#signSome();
  }

  async #readAhead(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      for (let number = this.#toRead(); number !== undefined; number = this.#toRead()) {
        await this.checksumOf(number);
        if (this.#options.signal.aborted) return;
        this.#signSome();
      }
    } catch (cause) {
      if (!this.#options.signal.aborted) this.#options.onFileError(cause);
    } finally {
      this.#reading = false;
    }
  }

  #toRead(): number | undefined {
    if (this.#options.signal.aborted || this.#unsigned().length >= mostAtOnce) return undefined;
    return this.#options.pending().find((number) => !this.#checksums.has(number));
  }

  /**
   * One call at a time, each for as many parts as are known by then and no fewer than a batch: where sending is about as
   * fast as reading, there would be a call for each part.
   */
  #signSome(): void {
    if (this.#signing || this.#options.signal.aborted) return;
    const pending = this.#options.pending();
    const inHand = pending.filter((number) => this.#signed.has(number)).length;
    const unsigned = this.#unsigned().slice(0, mostAtOnce);
    const allOfThem = inHand + unsigned.length === pending.length;
    // The part whose turn it is may have lost its address while later ones have theirs.
    if (unsigned.length === 0 || (this.#hungrySince === null && inHand >= fewAddresses)) return;
    const tooHungry = performance.now() - (this.#hungrySince ?? Infinity) > longestHunger;
    if (!allOfThem && !tooHungry && unsigned.length < this.#batchSize()) return;
    this.#signing = true;
    void this.#sign(unsigned.map((number) => ({ number, checksum: this.#checksums.get(number) ?? '' }))).then(
      () => {
        this.#signing = false;
        this.#options.onReady();
      },
    );
  }

  #batchSize(): number {
    const bytes = this.#batch === 0 ? firstBatch : laterBatch;
    const { plan, streams } = this.#options;
    return Math.min(mostAtOnce, Math.max(streams(), Math.ceil(bytes / plan.partSize)));
  }

  #unsigned(): number[] {
    return this.#options
      .pending()
      .filter((number) => this.#checksums.has(number) && !this.#signed.has(number));
  }

  async #sign(parts: { number: number; checksum: string }[]): Promise<void> {
    try {
      const signed = await this.#options.sign(parts);
      this.#batch += 1;
      this.#hungrySince = null;
      for (const part of signed) this.#take(part);
    } catch (error) {
      if (!this.#options.signal.aborted) this.#options.onError(error);
    }
  }

  #take(part: SignedPart): void {
    this.#signed.set(part.number, { signed: part, batch: this.#batch });
  }
}
