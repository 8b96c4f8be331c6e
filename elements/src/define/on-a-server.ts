/**
 * What Node gets in place of a registration: a page that is rendered on a server imports the same module there, where
 * no element can be defined and no browser is.
 */
export {};
