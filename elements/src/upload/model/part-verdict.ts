import type { PartFailure } from '../transfer/part-error.ts';

/**
 * What to do after a part failed. `again`: wait and repeat. `at-once`: repeat without waiting. `resign`: the URL is
 * too old, get a new one. `ask`: the server's idea of the upload differs from ours, read it. `give-up`: no repeat
 * can help.
 */
export type PartVerdict = 'again' | 'at-once' | 'resign' | 'ask' | 'give-up';

/** After this many refusals in a row of the same kind, repeating is not the answer. */
const limits = { resign: 4, ask: 5, odd: 5, checksum: 6 };

/** `repeats` counts failures of this part in a row, this one included. */
export const verdictOn = (failure: PartFailure, repeats: number): PartVerdict => {
  switch (failure.kind) {
    case 'network':
    case 'stalled':
      return 'again';
    case 'checksum':
      return repeats < limits.checksum ? 'at-once' : 'give-up';
    case 'file':
      return 'give-up';
    case 'status':
      return verdictOnStatus(failure.status, repeats);
  }
};

const verdictOnStatus = (status: number, repeats: number): PartVerdict => {
  if (status === 401 || status === 403) return repeats < limits.resign ? 'resign' : 'give-up';
  if (status === 404 || status === 409) return repeats < limits.ask ? 'ask' : 'give-up';
  if (status === 507) return 'give-up';
  if (status === 408 || status === 425 || status === 429 || status >= 500) return 'again';
  // S3 answers a body that came too slowly with 400 RequestTimeout, so 400 is not always our fault.
  if (status === 400) return repeats < limits.odd ? 'again' : 'give-up';
  return 'give-up';
};
