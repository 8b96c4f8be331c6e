import { createUpload, maxPartCount } from '@vidkit/contracts/schemas/upload';
import type { ObjectStore, StoredObjectPart } from '@vidkit/platform/ports/object-store';
import { Readable } from 'node:stream';

import { AppError } from '../../http/app-error.ts';
import type { PartPlan } from '../uploads/part-plan.ts';
import type { UploadSizes } from '../uploads/upload-sizes.ts';
import type { Uploader } from '../uploads/uploader.ts';
import type { UploadRecord, UploadsRepository } from '../uploads/uploads.repository.ts';
import type { UploadsService } from '../uploads/uploads.service.ts';
import type { UppyFile } from './uppy-requests.ts';

export interface UppyDeps {
  uploads: UploadsService;
  uploadRecords: UploadsRepository;
  sizes: UploadSizes;
  objects: ObjectStore;
}

const MiB = 1024 ** 2;
/** Uppy's own rule: 5 MiB, or more where that would make too many parts. */
const smallestPart = 5 * MiB;
/** What a page may ask for; S3's limit is 5 GiB, but an upload of unknown size reserves a whole part at a time. */
const largestPart = 512 * MiB;
/** Of files that come in a form. */
const formPart = 8 * MiB;
/** A form is sent again as a whole or not at all. */
const formLivesForMs = 3_600_000;

/**
 * What Uppy's plugin for S3 asks of its server, on the uploads of everybody else. It never tells the size of a file. A
 * page can, in `meta.size`: then parts go straight to the object store, each by an address for exactly its bytes. Where it
 * does not, the parts come through here: each is measured before it is stored, and as much is reserved as the parts that
 * were asked for can hold, until completion tells the size.
 */
export class UppyService {
  readonly #deps: UppyDeps;

  constructor(deps: UppyDeps) {
    this.#deps = deps;
  }

  async create(uploader: Uploader, id: string, file: UppyFile): Promise<UploadRecord> {
    const plan = planOf(file);
    const size = file.size ?? plan.partSize;
    await this.#deps.uploads.create(uploader, id, describe(file, size), {
      ...plan,
      sizeKnown: file.size !== null,
    });
    return this.#own(id, uploader);
  }

  /** The address that the store has for the part; null where the part has to come through `receive`. */
  async sign(id: string, uploader: Uploader, number: number): Promise<string | null> {
    const upload = await this.#own(id, uploader);
    if (upload.sizeKnown) {
      const [part] = await this.#deps.uploads.sign(id, uploader, [{ number }]);
      return part?.url ?? null;
    }
    await this.#reserve(upload, uploader, number);
    return null;
  }

  /** Takes a part of an upload whose size nobody has told. */
  async receive(
    id: string,
    uploader: Uploader,
    part: { number: number; size: number },
    body: AsyncIterable<Uint8Array>,
  ): Promise<StoredObjectPart> {
    const upload = await this.#own(id, uploader);
    if (upload.sizeKnown)
      throw new AppError('upload_closed', 'The parts of this upload go to the object store.');
    if (part.size < 1 || part.size > upload.partSize) {
      throw new AppError(
        'length_mismatch',
        `A part has ${upload.partSize} bytes at most. Say how large yours are in metadata.partSize.`,
      );
    }
    await this.#reserve(upload, uploader, part.number);
    return this.#deps.objects.putPart(upload.storage, part, Readable.from(body));
  }

  async list(id: string, uploader: Uploader): Promise<{ number: number; size: number; etag: string }[]> {
    return (await this.#deps.uploads.get(id, uploader)).storedParts;
  }

  /** Returns the id of the video. */
  async complete(
    id: string,
    uploader: Uploader,
    parts: readonly { number: number; etag: string }[],
  ): Promise<string> {
    const upload = await this.#own(id, uploader);
    if (!upload.sizeKnown && upload.state === 'open') {
      const stored = await this.#deps.objects.listParts(upload.storage);
      await this.#deps.sizes.settle(id, uploader, measured(parts, stored));
    }
    return (await this.#deps.uploads.complete(id, uploader, [...parts])).videoId;
  }

  async abort(id: string, uploader: Uploader): Promise<void> {
    await this.#deps.uploads.abort(id, uploader);
  }

  /**
   * Takes a whole file of at most `most` bytes, as it came in a form. A repeat with the same id starts over, or finds that
   * the file is there. Returns the id of the video.
   */
  async receiveWhole(
    uploader: Uploader,
    id: string,
    { file, most, body }: { file: UppyFile; most: number; body: AsyncIterable<Uint8Array> },
  ): Promise<string> {
    const { uploads, sizes, uploadRecords, objects } = this.#deps;
    const plan = { partSize: formPart, partCount: Math.max(1, Math.ceil(most / formPart)) };
    await uploads.create(uploader, id, describe(file, most), { ...plan, sizeKnown: false });
    const upload = await this.#own(id, uploader);
    if (upload.state === 'stored') return upload.videoId;
    await uploadRecords.extend(id, new Date(Date.now() + formLivesForMs));
    const parts: StoredObjectPart[] = [];
    for await (const bytes of cut(body, formPart)) {
      const part = { number: parts.length + 1, size: bytes.length };
      parts.push(await objects.putPart(upload.storage, part, Readable.from([bytes])));
    }
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    if (size === 0) throw new AppError('file_empty');
    if (file.size !== null && file.size !== size)
      throw new AppError(
        'part_mismatch',
        `The file has ${size} bytes, not ${file.size} as metadata.size says.`,
      );
    await sizes.settle(id, uploader, { size, partSize: formPart, partCount: parts.length });
    const completion = parts.map(({ number, etag, crc32 }) => ({
      number,
      etag,
      checksum: crc32 ?? undefined,
    }));
    return (await uploads.complete(id, uploader, completion)).videoId;
  }

  /** As much as all parts up to this one can hold. */
  async #reserve(upload: UploadRecord, uploader: Uploader, number: number): Promise<void> {
    if (!Number.isInteger(number) || number < 1 || number > maxPartCount)
      throw new AppError('part_number_invalid');
    if (upload.state !== 'open') throw new AppError('upload_closed');
    if (number > upload.partCount) await this.#deps.sizes.reserveParts(upload.id, uploader, number);
  }

  async #own(id: string, uploader: Uploader): Promise<UploadRecord> {
    return this.#deps.uploads.find(id, uploader);
  }
}

const planOf = ({ size, partSize }: UppyFile): PartPlan => {
  if (partSize !== null && (partSize < smallestPart || partSize > largestPart)) {
    throw new AppError(
      'invalid_request',
      `metadata.partSize has to be between ${smallestPart} and ${largestPart} bytes.`,
    );
  }
  const least = Math.max(smallestPart, Math.ceil((size ?? 0) / maxPartCount));
  const chosen = Math.max(partSize ?? least, least);
  return { partSize: chosen, partCount: Math.max(1, Math.ceil((size ?? chosen) / chosen)) };
};

/** What the page says of the file, by the contract's rules for text. */
const describe = ({ fileName, type, title }: UppyFile, size: number) => {
  const parsed = createUpload.safeParse({ fileName, type, size, ...(title !== undefined && { title }) });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid_request', `${issue?.path.join('.')}: ${issue?.message}`);
};

/** The plan that the stored parts turn out to follow: all alike, the last one smaller. A mixture is no file. */
const measured = (
  claimed: readonly { number: number }[],
  stored: readonly StoredObjectPart[],
): PartPlan & { size: number } => {
  const first = stored[0];
  const last = stored.at(-1);
  if (!first || !last || stored.length !== claimed.length || last.number !== stored.length)
    throw new AppError('parts_missing', `${claimed.length} parts are listed, ${stored.length} are stored.`);
  const odd = stored.find((part) => part.size !== first.size && part !== last);
  if (odd || last.size > first.size) {
    throw new AppError(
      'part_mismatch',
      `Part ${(odd ?? last).number} has ${(odd ?? last).size} bytes, the first one ${first.size}.`,
    );
  }
  const size = stored.reduce((sum, part) => sum + part.size, 0);
  return { size, partSize: first.size, partCount: stored.length };
};

/** The body in pieces of `size` bytes, the last one smaller. */
async function* cut(body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    let rest = chunk;
    while (length + rest.length >= size) {
      const end = size - length;
      yield Buffer.concat([...chunks, rest.subarray(0, end)], size);
      rest = rest.subarray(end);
      chunks = [];
      length = 0;
    }
    if (rest.length > 0) chunks.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(chunks, length);
}
