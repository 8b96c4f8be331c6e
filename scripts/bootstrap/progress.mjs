import { clearInterval, setInterval } from 'node:timers';

/**
 * @typedef {object} Progress
 * @property {<T>(label: string, work: () => Promise<T> | T) => Promise<T>} step Shows the label, the time that the
 *   work takes, and how it ended. Throws what the work throws.
 * @property {<T>(label: string, work: () => Promise<T>) => Promise<T>} during Shows the label in a terminal as long as
 *   the work lasts, and leaves no line.
 * @property {(text: string) => void} note A line among the steps.
 * @property {(text: string) => void} warn A line that asks for attention.
 * @property {() => number} elapsedMs Since the command was typed.
 */

const startVariable = 'VIDKIT_STARTED_AT';

/** Inherited by what we start, so that time counts from the command and not from the last process of it. */
process.env[startVariable] ??= String(Date.now());

/**
 * @param {{ stream?: NodeJS.WriteStream }} [options]
 * @returns {Progress}
 */
export const createProgress = ({ stream = process.stderr } = {}) => {
  const pretty = stream.isTTY === true && process.env['TERM'] !== 'dumb';
  const colour = pretty && process.env['NO_COLOR'] === undefined;
  const startedAt = Number(process.env[startVariable]);
  const elapsedMs = () => Date.now() - startedAt;

  /** @param {string} code @param {string} text */
  const paint = (code, text) => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);
  /** @param {string} text */
  const print = (text) => stream.write(pretty ? `\r\u001B[K${text}\n` : `${text}\n`);
  const clock = () => paint('2', `${seconds(elapsedMs())}`.padStart(7));

  /** Labels of what goes on, in the order of their begin: steps may run beside each other. */
  const active = new Set();
  const draw = () => stream.write(`\r\u001B[K${clock()}  ${paint('36', '…')} ${[...active].join(', ')}`);
  /** @type {NodeJS.Timeout | undefined} */
  let ticking;

  /** @param {string} label */
  const begin = (label) => {
    active.add(label);
    if (!pretty) return;
    draw();
    ticking ??= setInterval(draw, 100).unref();
  };
  /** @param {string} label */
  const end = (label) => {
    active.delete(label);
    if (!pretty) return;
    stream.write('\r\u001B[K');
    if (active.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };

  return {
    elapsedMs,
    note: (text) => void print(`${clock()}  ${text}`),
    warn: (text) => void print(`${clock()}  ${paint('33', '!')} ${text}`),
    during: async (label, work) => {
      begin(label);
      try {
        return await work();
      } finally {
        end(label);
      }
    },
    step: async (label, work) => {
      const begun = Date.now();
      begin(label);
      try {
        const result = await work();
        end(label);
        const took = Date.now() - begun;
        print(`${clock()}  ${paint('32', '✓')} ${label} ${paint('2', `(${seconds(took)})`)}`);
        return result;
      } catch (error) {
        end(label);
        print(`${clock()}  ${paint('31', '✗')} ${label}`);
        throw error;
      }
    },
  };
};

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
