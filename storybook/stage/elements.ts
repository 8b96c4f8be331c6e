import { waitFor } from 'storybook/test';

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
export const inside = (element: HTMLElement, selector: string, patience = 8_000): Promise<HTMLElement> =>
  waitFor(
    () => {
      const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
      if (!found) throw new Error(`${element.localName} shows no ${selector}.`);
      return found;
    },
    { timeout: patience },
  );

/** Waits for a text inside an element's shadow root. */
export const says = (element: HTMLElement, text: RegExp, patience = 8_000): Promise<void> =>
  waitFor(
    () => {
      const shown = (element.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ');
      if (!text.test(shown)) throw new Error(`${element.localName} does not say ${text}: ${shown.trim()}`);
    },
    { timeout: patience },
  );
