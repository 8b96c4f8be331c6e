import type { ProcessLog } from '../flow/attempt.ts';

const levels = { info: 30, warn: 40, error: 50 } as const;

/**
 * One line of JSON for each entry, in the words of the logs of all other processes, with the trace of the call: X-Ray finds
 * the lines of a trace by it, and the SDK passes it on by itself. Fields of errors that could hold a request are left out.
 */
export const functionLog = (
  name: string,
  write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): ProcessLog => {
  const say =
    (level: keyof typeof levels) =>
    (fields: object, msg: string): void => {
      const { err, ...others } = fields as { err?: unknown };
      const trace = process.env['_X_AMZN_TRACE_ID'];
      write(
        JSON.stringify({
          level: levels[level],
          time: Date.now(),
          name,
          ...others,
          ...(err === undefined ? {} : { err: describeError(err) }),
          ...(trace === undefined ? {} : { trace }),
          msg,
        }),
      );
    };
  return { info: say('info'), warn: say('warn'), error: say('error') };
};

const describeError = (error: unknown): object => {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name: type, message, stack, cause } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return { type, message, ...code, stack, ...(cause === undefined ? {} : { cause: describeError(cause) }) };
};
