import type { MediaFailureCode } from '@vidkit/contracts/errors';

/**
 * Codes of failed jobs (User Guide, "Error codes") that blame the source, by what its owner is told. All others, such as
 * 1040 (settings), 1401 and 1404 (rights and places), 1432 to 1434 and 1515 (role), 1550 and 1999 (the service itself),
 * are for operators, and the ladder is made without the service; so are 1010 (not opened) and 1030 (codec not known),
 * for what the service cannot read our own decoder may.
 */
const blamed: ReadonlyMap<number, MediaFailureCode> = new Map([
  [1020, 'no_video_stream'],
  [1075, 'file_damaged'],
  [1076, 'file_truncated'],
]);

export const blameSource = (errorCode: number | null): MediaFailureCode | null =>
  (errorCode === null ? undefined : blamed.get(errorCode)) ?? null;
