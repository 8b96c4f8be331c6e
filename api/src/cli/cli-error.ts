import type { ZodError } from 'zod';

/** A failure whose message is for the person at the terminal; shown without a stack. */
export class CliError extends Error {
  readonly code = 'cli_failed';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CliError';
  }
}

/** A line for each thing that a schema refused. */
export const faultsOf = ({ issues }: ZodError): string =>
  issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n');
