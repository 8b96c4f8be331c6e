import { headLength, recognise } from '../model/container.ts';
import type { FileLimits } from '../model/file-limits.ts';
import type { FileFacts } from './file-facts.ts';
import { isoFacts } from './iso-facts.ts';
import { matroskaFacts } from './matroska-facts.ts';

/** The codes with which the server would refuse such a file after it has received all of it. */
export type HeaderRefusal = 'too_long' | 'encrypted' | 'unsupported_codec';

/** Sample entries of protected media (ISO/IEC 14496-12, 8.12; the last two are Apple's): nobody but their player reads them. */
const locked = ['encv', 'enca', 'drmi', 'drms'];

/** Milliseconds that a server may be generous with: a stream is often a frame longer than its header says. */
const tolerance = 1_000;

/**
 * What the headers of a file speak against it with, before a byte is sent. Null also where they cannot be read: the server
 * looks again with better tools.
 */
export const inspectFile = async (
  file: Blob,
  { maxDurationMs, refusedCodecs }: Pick<FileLimits, 'maxDurationMs' | 'refusedCodecs'>,
): Promise<HeaderRefusal | null> => {
  const facts = await readFacts(file).catch(() => null);
  if (!facts) return null;
  const refused = facts.codecs.find((codec) => locked.includes(codec) || refusedCodecs.includes(codec));
  if (refused) return locked.includes(refused) ? 'encrypted' : 'unsupported_codec';
  const tooLong =
    maxDurationMs !== null && facts.durationMs !== null && facts.durationMs > maxDurationMs + tolerance;
  return tooLong ? 'too_long' : null;
};

/** Null for containers whose headers say neither. */
export const readFacts = async (file: Blob): Promise<FileFacts | null> => {
  const found = recognise(new Uint8Array(await file.slice(0, headLength).arrayBuffer()));
  if (found.kind !== 'media') return null;
  if (found.container === 'mp4') return isoFacts(file);
  return found.container === 'webm' ? matroskaFacts(file) : null;
};
