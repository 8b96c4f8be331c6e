/** Characters in one comment; the contract's number, without its schemas. The test holds the two together. */
export const commentMaxLength = 5_000;
