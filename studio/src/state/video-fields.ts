import type { Video, VideoPatch } from '@vidkit/contracts/schemas/video';

import { originOf } from './embed-origins.ts';

/** What a creator edits. */
export type VideoFields = Pick<
  Video,
  'title' | 'description' | 'language' | 'visibility' | 'publishAt' | 'embedOrigins'
>;
export type FieldName = keyof VideoFields;

export const fieldNames = [
  'title',
  'description',
  'language',
  'visibility',
  'publishAt',
  'embedOrigins',
] as const satisfies FieldName[];

export const fieldsOf = ({
  title,
  description,
  language,
  visibility,
  publishAt,
  embedOrigins,
}: VideoFields): VideoFields => ({
  title,
  description,
  language,
  visibility,
  publishAt,
  embedOrigins,
});

export const changedFields = (from: VideoFields, to: VideoFields): FieldName[] =>
  fieldNames.filter((name) => !same(from[name], to[name]));

export interface Merge {
  readonly fields: VideoFields;
  /** Changed on both sides, differently. `fields` has mine there. */
  readonly conflicts: readonly FieldName[];
}

/** Joins my edits and somebody else's, both made on the same base. */
export const mergeFields = (base: VideoFields, mine: VideoFields, theirs: VideoFields): Merge => {
  const own = changedFields(base, mine);
  const conflicts = own.filter((name) => !same(base[name], theirs[name]) && !same(mine[name], theirs[name]));
  return { fields: { ...theirs, ...pick(mine, own) }, conflicts };
};

/** The change from one state to another as the API takes it. */
export const patchOf = (from: VideoFields, to: VideoFields): VideoPatch => {
  const patch: VideoPatch = pick(to, changedFields(from, to));
  // The time travels with its visibility: the API takes neither without the other.
  if (to.visibility === 'scheduled' && ('visibility' in patch || 'publishAt' in patch)) {
    return { ...patch, visibility: 'scheduled', publishAt: to.publishAt };
  }
  return patch;
};

/** Why the fields cannot be saved as they are; null when they can. */
export const problemOf = ({
  title,
  visibility,
  publishAt,
  embedOrigins,
}: VideoFields): 'titleMissing' | 'timeMissing' | 'originWrong' | null => {
  if (title.trim() === '') return 'titleMissing';
  if (embedOrigins?.some((origin) => originOf(origin) !== origin)) return 'originWrong';
  return visibility === 'scheduled' && publishAt === null ? 'timeMissing' : null;
};

const same = (a: VideoFields[FieldName], b: VideoFields[FieldName]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const pick = (fields: VideoFields, names: readonly FieldName[]): Partial<VideoFields> =>
  Object.fromEntries(names.map((name) => [name, fields[name]]));
