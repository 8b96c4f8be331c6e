import type { Video, VideoPatch } from '@vidkit/contracts/schemas/video';

/** What is asked about a video while its bytes move; its title stands in its row. */
export type DetailFields = Pick<Video, 'description' | 'visibility' | 'language'>;
type FieldName = keyof DetailFields;

const fieldNames = ['description', 'visibility', 'language'] as const satisfies FieldName[];

/** What a new video has, before anybody has asked the server. */
export const newDetails: DetailFields = { description: '', visibility: 'private', language: null };

export const detailsOf = ({ description, visibility, language }: DetailFields): DetailFields => ({
  description,
  visibility,
  language,
});

const changed = (from: DetailFields, to: DetailFields): FieldName[] =>
  fieldNames.filter((name) => from[name] !== to[name]);

const pick = (fields: DetailFields, names: readonly FieldName[]): Partial<DetailFields> =>
  Object.fromEntries(names.map((name) => [name, fields[name]]));

/** The change from one state to another as the API takes it. */
export const patchBetween = (from: DetailFields, to: DetailFields): VideoPatch => pick(to, changed(from, to));

/** Joins my edits and somebody else's, made on the same base. `clash`: both changed a field, differently. */
export const join = (
  base: DetailFields,
  mine: DetailFields,
  theirs: DetailFields,
): { fields: DetailFields; clash: boolean } => {
  const own = changed(base, mine);
  const clash = own.some((name) => base[name] !== theirs[name] && mine[name] !== theirs[name]);
  return { fields: { ...theirs, ...pick(mine, own) }, clash };
};
