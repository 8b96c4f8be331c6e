import { fixture, html } from '@open-wc/testing';

import type { VidUpload } from '../vid-upload.ts';
import { createWorld, until, type Rules, type World } from './world.ts';

/** An element on the page with a server of its own. */
export const createElement = async (
  rules: Partial<Rules> = {},
  attributes: Readonly<Record<string, string>> = {},
): Promise<{ element: VidUpload; world: World }> => {
  const world = await createWorld(rules);
  const element = await fixture<VidUpload>(
    html`<vid-upload api=${world.apiUrl} .getToken=${world.getToken}></vid-upload>`,
  );
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  await element.updateComplete;
  return { element, world };
};

export const root = (element: VidUpload): ShadowRoot => {
  if (!element.shadowRoot) throw new Error('The element has not rendered.');
  return element.shadowRoot;
};

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as `querySelector` itself
export const find = <T extends HTMLElement = HTMLElement>(element: VidUpload, selector: string): T | null =>
  root(element).querySelector<T>(selector);

/** As people read it: with single spaces. */
export const text = (element: VidUpload, selector: string): string =>
  (find(element, selector)?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

const nameOf = (one: Element): string =>
  one.getAttribute('aria-label') ?? one.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';

export const button = (element: VidUpload, name: RegExp): HTMLButtonElement | undefined =>
  [...root(element).querySelectorAll('button')].find((one) => name.test(nameOf(one)));

/** Waits for a button and presses it. */
export const press = async (element: VidUpload, name: RegExp): Promise<void> => {
  await until(`a button ${name}`, () => button(element, name));
  button(element, name)?.click();
};

export const phases = (element: VidUpload): string => element.items.map(({ phase }) => phase).join();

export const phasesAre = (element: VidUpload, wanted: string): Promise<void> =>
  until(`${wanted}, is ${phases(element)}`, () => phases(element) === wanted);

/** A drag event with files, as the browser would send it. */
export const dragEvent = (type: string, files: readonly File[]): DragEvent => {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  return new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true });
};

/** What has the focus, by its accessible name; the innermost element counts. */
export const focused = (): string => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!active || active === document.body) return '';
  const label = active.id
    ? (active.getRootNode() as ShadowRoot).querySelector(`label[for="${active.id}"]`)
    : null;
  return label?.textContent?.trim() ?? nameOf(active);
};
