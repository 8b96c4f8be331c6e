import { waitFor } from 'storybook/test';

/** Milliseconds that a busy machine may need for what takes none on an idle one. */
const patience = 20_000;

/** Tries a check until it no longer throws; fails with what it threw last. */
export const eventually = async (check: () => unknown): Promise<void> => {
  // By itself `waitFor` would add the whole page to the message.
  await waitFor(check, { timeout: patience, onTimeout: (error) => error });
};

/** The element of a story. */
export const elementIn = <Tag extends keyof HTMLElementTagNameMap>(
  canvas: HTMLElement,
  tag: Tag,
): HTMLElementTagNameMap[Tag] => {
  const element = canvas.querySelector(tag);
  if (!element) throw new Error(`There is no <${tag}> in this story.`);
  return element;
};

/** Waits for something inside an element's shadow root. */
export const inside = async (element: HTMLElement, selector: string): Promise<HTMLElement> => {
  const find = () => element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  let found = find();
  await eventually(() => {
    found = find();
    if (!found) throw new Error(`${element.localName} shows no ${selector}.`);
  });
  if (!found) throw new Error(`${element.localName} has lost ${selector}.`);
  return found;
};

/** Waits for a text inside an element's shadow root. */
export const says = (element: HTMLElement, text: RegExp): Promise<void> =>
  eventually(() => {
    const shown = (element.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ');
    if (!text.test(shown)) throw new Error(`${element.localName} does not say ${text}: ${shown.trim()}`);
  });
