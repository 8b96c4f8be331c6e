import { expect } from '@open-wc/testing';

/**
 * Listens to everything that a page would hear of a fault: the console, uncaught errors and rejections. `end` fails
 * when there was any. What the browser itself notes of a refused request is not ours to prevent.
 */
export const listen = (): { end: () => void } => {
  const heard: string[] = [];
  const real = { error: console.error, warn: console.warn, log: console.log, info: console.info };
  for (const level of ['error', 'warn', 'log', 'info'] as const) {
    console[level] = (...said: unknown[]) => heard.push(`${level}: ${said.map(String).join(' ')}`);
  }
  const uncaught = ({ message }: ErrorEvent): number => heard.push(`uncaught: ${message}`);
  const rejected = ({ reason }: PromiseRejectionEvent): number => heard.push(`rejected: ${String(reason)}`);
  window.addEventListener('error', uncaught);
  window.addEventListener('unhandledrejection', rejected);
  return {
    end: () => {
      Object.assign(console, real);
      window.removeEventListener('error', uncaught);
      window.removeEventListener('unhandledrejection', rejected);
      void expect(heard).to.deep.equal([]);
    },
  };
};
