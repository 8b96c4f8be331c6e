import { fitsAccept } from './accept-rule.ts';
import { headLength, recognise } from './container.ts';
import type { FileLimits } from './file-limits.ts';

/** Why a file is refused before its first byte is sent. The codes are those that the server would answer with. */
export type Refusal = 'file_empty' | 'file_too_large' | 'file_type_refused' | 'file_unreadable';

/** Looks at a file's name, size and first bytes. Null when nothing speaks against it. */
export const checkFile = async (
  file: Blob,
  { maxBytes, containers, accept }: Pick<FileLimits, 'maxBytes' | 'containers' | 'accept'>,
): Promise<Refusal | null> => {
  if (file.size === 0) return 'file_empty';
  if (file instanceof File && !fitsAccept(file, accept)) return 'file_type_refused';
  if (maxBytes !== null && file.size > maxBytes) return 'file_too_large';
  try {
    const found = recognise(new Uint8Array(await file.slice(0, headLength).arrayBuffer()));
    const refused =
      found.kind === 'other' ||
      (found.kind === 'media' && containers !== null && !containers.includes(found.container));
    return refused ? 'file_type_refused' : null;
  } catch {
    return 'file_unreadable';
  }
};
