import type { PanelFrame, PanelParts } from './panel-frame.ts';

/** Each panel is code of its own that comes when it is opened. */
const modules = {
  captionStyle: () => import('./caption-style.panel.ts'),
  help: () => import('./help.panel.ts'),
  share: () => import('./share.panel.ts'),
  statistics: () => import('./statistics.panel.ts'),
  transcript: () => import('./transcript.panel.ts'),
};

export type PanelName = keyof typeof modules;

/** Opens and closes what lies over or beside the picture besides the menu; several may be open at once. */
export class Panels {
  readonly #parts: PanelParts;
  /** Null while its code is under way. */
  readonly #open = new Map<PanelName, PanelFrame | null>();

  constructor(parts: PanelParts) {
    this.#parts = parts;
  }

  /** Whether the controls have to stay for one of them. */
  get holding(): boolean {
    return [...this.#open.values()].some((frame) => frame?.holding);
  }

  shows(name: PanelName): boolean {
    return this.#open.has(name);
  }

  toggle(name: PanelName): void {
    if (this.shows(name)) this.close(name);
    else void this.show(name);
  }

  async show(name: PanelName): Promise<void> {
    if (this.shows(name)) return;
    this.#open.set(name, null);
    const loaded = await Promise.all([import('./panel-frame.ts'), modules[name]()]).catch(() => null);
    if (!this.shows(name)) return;
    if (!loaded) {
      this.#open.delete(name);
      return this.#parts.commands.tellMissing();
    }
    const [{ PanelFrame }, { createPanel }] = loaded;
    this.#open.set(name, new PanelFrame(createPanel, this.#parts, () => this.#open.delete(name)));
    this.#parts.port.requestUpdate();
  }

  close(name: PanelName): void {
    this.#open.get(name)?.close();
    this.#open.delete(name);
  }

  closeAll(): void {
    for (const name of [...this.#open.keys()]) this.close(name);
  }
}
