/** Address of the API of each story on the page, by the story's id. */
export const apis = new Map<string, string>();

/** For a story's `render`: `api=${apiOf(context)}`. */
export const apiOf = ({ id }: { id: string }): string => apis.get(id) ?? '';
