import { headLength, recognise } from './container.ts';

/** Why a file is refused before its first byte is sent. The codes are those that the server would answer with. */
export type Refusal = 'file_empty' | 'file_too_large' | 'file_type_refused' | 'file_unreadable';

/** Looks at a file's size and first bytes. Null when nothing speaks against it. */
export const checkFile = async (file: Blob, maxBytes: number | null): Promise<Refusal | null> => {
  if (file.size === 0) return 'file_empty';
  if (maxBytes !== null && file.size > maxBytes) return 'file_too_large';
  try {
    const head = new Uint8Array(await file.slice(0, headLength).arrayBuffer());
    return recognise(head).kind === 'other' ? 'file_type_refused' : null;
  } catch {
    return 'file_unreadable';
  }
};
