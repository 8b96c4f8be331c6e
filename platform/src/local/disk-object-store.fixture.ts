import type { UploadRef } from '../ports/object-store.ts';
import { DiskObjectStore } from './disk-object-store.ts';

/** What the process is asked to complete, as JSON in its first argument. */
export interface Completion {
  readonly root: string;
  readonly upload: UploadRef;
  readonly parts: readonly { readonly number: number; readonly etag: string }[];
  readonly size: number;
}

// A process of its own that completes one upload, says when it begins and when it is done, and may be killed.
const { root, upload, parts, size } = JSON.parse(process.argv[2] ?? '') as Completion;
const store = new DiskObjectStore({ root, publicUrl: 'http://store', keys: ['key'] });
await store.start();
process.send?.('begins');
await store.completeUpload(upload, parts, size);
process.send?.('done', () => process.disconnect());
