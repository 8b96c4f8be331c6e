/** What must be left of a video that is trimmed. Free of schemas, for browsers. */
export const shortestTrimMs = 1000;
