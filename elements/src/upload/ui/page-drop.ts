import type { LitElement } from 'lit';

import { Localize } from '../../localize/localize.ts';
import { uploadMessages, type UploadMessages } from '../messages/upload.messages.ts';
import { pageDropStyles } from './page-drop.styles.ts';

/** The element that takes the files. */
type Taker = LitElement & { readonly single: boolean };

/** Milliseconds without a word after which a drag is over: some systems end one silently, by Escape for one. */
const silence = 1_000;

/**
 * Takes files that are dropped anywhere on the page, and lies over it while they hang there; but never takes those that
 * something else does: whoever calls `preventDefault` was first, and a file input takes its own.
 */
export class PageDrop {
  readonly #host: Taker;
  readonly #take: (transfer: DataTransfer) => void;
  readonly #words: Localize<UploadMessages>;
  readonly #ended = new AbortController();
  readonly #veil = document.createElement('div');
  #wait: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Taker, take: (transfer: DataTransfer) => void) {
    this.#host = host;
    this.#take = take;
    this.#words = new Localize(host, uploadMessages);
    this.#veil.className = 'page-drop';
    this.#veil.part.add('page-drop');
    // In the browser's top layer nothing of the page can clip it.
    this.#veil.popover = 'manual';
    const root = host.shadowRoot;
    const sheet = pageDropStyles.styleSheet;
    if (root && sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    root?.append(this.#veil);
    const { signal } = this.#ended;
    addEventListener('dragenter', this.#onDrag, { signal });
    addEventListener('dragover', this.#onDrag, { signal });
    addEventListener('drop', this.#onDrop, { signal });
    // Leaving the window has no place to go to.
    addEventListener('dragleave', (event) => event.relatedTarget === null && this.#rest(), { signal });
    addEventListener('dragend', this.#rest, { signal });
  }

  stop(): void {
    this.#ended.abort();
    clearTimeout(this.#wait);
    this.#veil.remove();
    this.#host.removeController(this.#words);
  }

  readonly #onDrag = (event: DragEvent): void => {
    if (!this.#isOurs(event) || !event.dataTransfer) return this.#rest();
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    const files = [...event.dataTransfer.items].filter(({ kind }) => kind === 'file').length;
    const count = this.#host.single ? 1 : Math.max(1, files);
    this.#veil.dir = this.#words.dir;
    this.#veil.textContent = this.#words.term('release', { count });
    this.#veil.showPopover();
    clearTimeout(this.#wait);
    this.#wait = setTimeout(this.#rest, silence);
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.#rest();
    if (!this.#isOurs(event) || !event.dataTransfer) return;
    event.preventDefault();
    this.#take(event.dataTransfer);
  };

  readonly #rest = (): void => {
    clearTimeout(this.#wait);
    this.#veil.hidePopover();
  };

  #isOurs(event: DragEvent): boolean {
    const free = !event.defaultPrevented && !this.#host.matches(':disabled, [disabled]');
    if (!free || !event.dataTransfer?.types.includes('Files')) return false;
    return !event
      .composedPath()
      .some((node) => node === this.#host || (node instanceof HTMLInputElement && node.type === 'file'));
  }
}
