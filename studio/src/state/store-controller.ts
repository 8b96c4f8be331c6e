import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders a host again whenever one of the stores that it names fires `change`. */
export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #stores: () => readonly (EventTarget | null | undefined)[];
  #followed: EventTarget[] = [];
  #connected = false;

  constructor(host: ReactiveControllerHost, stores: () => readonly (EventTarget | null | undefined)[]) {
    this.#host = host;
    this.#stores = stores;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#follow();
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#connected = false;
    for (const store of this.#followed) store.removeEventListener('change', this.#onChange);
    this.#followed = [];
  }

  #follow(): void {
    if (!this.#connected) return;
    const wanted = this.#stores().filter((store) => store instanceof EventTarget);
    for (const store of this.#followed) {
      if (!wanted.includes(store)) store.removeEventListener('change', this.#onChange);
    }
    for (const store of wanted) store.addEventListener('change', this.#onChange);
    this.#followed = wanted;
  }

  readonly #onChange = (): void => this.#host.requestUpdate();
}
