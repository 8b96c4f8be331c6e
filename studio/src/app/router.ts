import { base, routeOf, type Route } from './routes.ts';

/** The address bar as a store: what page it names now, and how to go elsewhere. Fires `change`. */
export class Router extends EventTarget {
  #route: Route = routeOf(new URL(location.href));
  readonly #ended = new AbortController();

  get route(): Route {
    return this.#route;
  }

  get path(): string {
    return location.pathname + location.search + location.hash;
  }

  /** Follows the back button and clicks on our own links. */
  start(): void {
    const { signal } = this.#ended;
    addEventListener('popstate', () => this.#read(), { signal });
    document.addEventListener('click', this.#onClick, { signal });
  }

  stop(): void {
    this.#ended.abort();
  }

  go(path: string): void {
    if (path === this.path) return;
    history.pushState(null, '', path);
    this.#read();
    scrollTo(0, 0);
  }

  /** As `go`, without a step for the back button. */
  replace(path: string): void {
    history.replaceState(null, '', path);
    this.#read();
  }

  #read(): void {
    this.#route = routeOf(new URL(location.href));
    this.dispatchEvent(new Event('change'));
  }

  readonly #onClick = (event: MouseEvent): void => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!plain || event.defaultPrevented) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (!link.pathname.startsWith(base)) return;
    event.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  };
}
