/** The `n`th id of the stories, in the shape of a UUIDv7. */
export const idOf = (n: number): string => `01890a5d-ac96-774b-bcce-${n.toString(16).padStart(12, '0')}`;

export const videoId = idOf(1);
