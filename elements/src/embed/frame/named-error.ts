/** An error that says by its name to the page what went wrong. */
export const namedError = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name });
