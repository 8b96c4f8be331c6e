import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Notices files that are dragged anywhere over the page. What takes them itself calls `preventDefault` first. */
export class FileDrop implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onFiles: (files: readonly File[]) => void;
  #ended = new AbortController();
  /** Enters minus leaves: both fire for every element on the way. */
  #depth = 0;
  #taken = false;

  constructor(host: ReactiveControllerHost, onFiles: (files: readonly File[]) => void) {
    this.#host = host;
    this.#onFiles = onFiles;
    host.addController(this);
  }

  /** Whether files hang over a place that nobody else takes them at. */
  get active(): boolean {
    return this.#depth > 0 && !this.#taken;
  }

  hostConnected(): void {
    const { signal } = (this.#ended = new AbortController());
    addEventListener('dragenter', (event) => this.#move(event, 1), { signal });
    addEventListener('dragleave', (event) => this.#move(event, -1), { signal });
    addEventListener('dragover', (event) => this.#onOver(event), { signal });
    addEventListener('drop', (event) => this.#onDrop(event), { signal });
  }

  hostDisconnected(): void {
    this.#ended.abort();
  }

  #move(event: DragEvent, step: number): void {
    if (!hasFiles(event)) return;
    this.#depth = Math.max(0, this.#depth + step);
    this.#host.requestUpdate();
  }

  #onOver(event: DragEvent): void {
    if (!hasFiles(event)) return;
    const taken = event.defaultPrevented;
    if (!taken) {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    }
    if (taken !== this.#taken) this.#host.requestUpdate();
    this.#taken = taken;
  }

  #onDrop(event: DragEvent): void {
    this.#depth = 0;
    this.#host.requestUpdate();
    if (!hasFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) this.#onFiles(files);
  }
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
