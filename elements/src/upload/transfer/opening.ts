import { ApiError } from '@vidkit/contracts/client/uploads';
import type { CreateUpload, SignedPart, Upload } from '@vidkit/contracts/schemas/upload';

import type { Pace } from '../model/pace.ts';
import { partSizeFor } from '../model/part-size.ts';
import { randomId } from '../model/random-id.ts';
import type { StreamTuner } from '../model/stream-tuner.ts';
import type { Checksums } from './checksums.ts';
import { type FirstParts, readFirstParts } from './first-parts.ts';
import type { Journal } from './journal.ts';
import type { PatientApi, PatientCall } from './patient-api.ts';

export interface OpeningDeps {
  readonly api: PatientApi;
  readonly journal: Journal;
  readonly journalScope: string;
  readonly checksums: Checksums;
  readonly pace: Pace;
  readonly tuner: StreamTuner;
  /** The video whose source the file takes the place of; null for new videos. */
  readonly replaces: string | null;
}

export interface OpenedUpload {
  readonly upload: Upload;
  /** Addresses that came with it. */
  readonly signed: readonly SignedPart[];
}

/** Opens one file's upload on the server: with the checksums of its first parts, and only once however often it is tried. */
export class Opening {
  readonly #deps: OpeningDeps;
  /** A repeat must be the same to the letter: a title that was edited meanwhile is saved afterwards. */
  #creation: { body: CreateUpload; idempotencyKey: string } | null = null;
  #first: Promise<FirstParts> | null = null;
  #known: ReadonlyMap<number, string> = new Map();
  #reading = new AbortController();

  constructor(deps: OpeningDeps) {
    this.#deps = deps;
  }

  /** Reads the first parts while the rest of the file is looked at. */
  readAhead(file: File, signal: AbortSignal): void {
    this.#first = this.#read(file, signal);
    // Whoever opens the upload hears of what went wrong; until then nobody does.
    this.#first.catch(() => undefined);
  }

  /** Somebody else reads from here on, or nobody needs to. */
  stopReading(): void {
    this.#reading.abort();
    this.#first = null;
  }

  /** The next upload is a new one. */
  forget(): void {
    this.#creation = null;
  }

  /** CRC-32 by number of what was read of the file, where an upload cuts it as that was cut. */
  knownFor({ partSize }: Upload): ReadonlyMap<number, string> {
    return partSize === this.#creation?.body.partSize ? this.#known : new Map<number, string>();
  }

  async create(
    file: File,
    { title, fingerprint }: { title: string; fingerprint: string | null },
    call: PatientCall,
  ): Promise<OpenedUpload> {
    this.#creation ??= {
      body: await this.#describe(file, { title, fingerprint }, call.signal),
      idempotencyKey: randomId(),
    };
    const { parts, ...upload } = await this.#deps.api.call('createUpload', this.#creation, call);
    return { upload, signed: parts };
  }

  /** The upload as the server has it; null when it is of no use any more. */
  async reopen(file: File, id: string, call: PatientCall): Promise<Upload | null> {
    try {
      const upload = await this.#deps.api.call('getUpload', { params: { id } }, call);
      if (upload.size === file.size && upload.state !== 'aborted' && upload.state !== 'expired')
        return upload;
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'not_found') throw error;
    }
    this.#creation = null;
    return null;
  }

  async #describe(
    file: File,
    { title, fingerprint }: { title: string; fingerprint: string | null },
    signal: AbortSignal,
  ): Promise<CreateUpload> {
    const { partSize, known } = await (this.#first ?? this.#read(file, signal));
    this.#first = null;
    this.#known = known;
    const { replaces } = this.#deps;
    return {
      fileName: file.name.slice(0, 255) || 'video',
      size: file.size,
      type: declaredType(file),
      partSize,
      checksums: [...known.values()],
      ...(fingerprint ? { fingerprint } : {}),
      ...(replaces ? { videoId: replaces } : title ? { title } : {}),
    };
  }

  async #read(file: File, signal: AbortSignal): Promise<FirstParts> {
    const { journal, journalScope, checksums, pace, tuner } = this.#deps;
    this.#reading = new AbortController();
    const ended = AbortSignal.any([signal, this.#reading.signal]);
    const speed = pace.limit === null ? await journal.speedOf(journalScope) : null;
    const partSize = partSizeFor(file.size, speed);
    return readFirstParts(file, { partSize, count: tuner.limit, checksums, signal: ended });
  }
}

/** Endings mean other things to some systems (`.ts` is TypeScript): what is no media type is left out. */
const declaredType = ({ type }: File): string => (/^(video|audio)\//.test(type) ? type : '');
