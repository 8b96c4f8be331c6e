/** Exit codes of our commands, one for each thing that a person has to put right. */
export const exitCodes = Object.freeze({
  failed: 1,
  portTaken: 10,
  dataFolderInUse: 11,
  diskFull: 12,
  notAllowed: 13,
  unsupported: 14,
  badConfiguration: 15,
  offline: 16,
  database: 17,
  build: 18,
});

/** What a person can put right: the message is shown as it is, without a stack. */
export class Failure extends Error {
  /**
   * @param {keyof typeof exitCodes} code
   * @param {string} message What failed, on what, and what to do.
   * @param {ErrorOptions} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'Failure';
    this.code = code;
    this.exitCode = exitCodes[code];
  }
}

/**
 * Ends the process after an error: one line for what a person can put right, a stack for a fault of ours.
 * @param {unknown} error
 * @returns {never}
 */
export const exitWith = (error) => {
  if (error instanceof Failure) {
    process.stderr.write(`${error.message}\n`);
    process.exit(error.exitCode);
  }
  console.error(error);
  process.exit(exitCodes.failed);
};
