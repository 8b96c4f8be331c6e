/** Fired on the inner media element when `end-time` stopped it, which is an end to whatever follows. */
export const stopEvent = 'vid-stop';
