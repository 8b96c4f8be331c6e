/** One page as a browser without scripts sees it. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** A browser without scripts: cookies with paths, redirects, forms. Stops before it leaves `origin`. */
export class HttpBrowser {
  readonly origin: string;
  /** Cookies as `name path` → cookie. */
  readonly cookies = new Map<string, Cookie>();
  readonly #language: string;

  constructor(origin: string, language = 'en') {
    this.origin = origin;
    this.#language = language;
  }

  /** Follows redirects up to one that starts with `until`, whose address is answered instead. */
  async open(address: string, init: RequestInit & { until?: string } = {}): Promise<Page> {
    let url = new URL(address, this.origin);
    let request: RequestInit = init;
    for (let hop = 0; hop < 12; hop++) {
      const response = await fetch(url, {
        ...request,
        redirect: 'manual',
        headers: {
          accept: 'text/html',
          'accept-language': this.#language,
          cookie: this.#cookieHeader(url),
          ...(request.headers as Record<string, string> | undefined),
        },
      });
      this.#store(response, url);
      const location = response.headers.get('location');
      if (location === null)
        return { url, status: response.status, headers: response.headers, text: await response.text() };
      await response.arrayBuffer();
      url = new URL(location, url);
      request = {};
      if (init.until !== undefined && url.href.startsWith(init.until)) {
        return { url, status: response.status, headers: response.headers, text: '' };
      }
    }
    throw new Error(`Too many redirects, the last to ${url.href}`);
  }

  /** Sends the form of a page as it stands, with these fields filled in. */
  async submit(
    page: Page,
    fields: Readonly<Record<string, string>>,
    init: { until?: string; headers?: Record<string, string>; action?: string } = {},
  ): Promise<Page> {
    const forms = [...page.text.matchAll(/<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)];
    const form = forms.find(([, action]) => init.action === undefined || action?.endsWith(init.action));
    if (!form) throw new Error(`There is no form on ${page.url.href}:\n${page.text}`);
    const body = new URLSearchParams();
    for (const [input] of (form[2] ?? '').matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      body.set(/name="([^"]*)"/.exec(input)?.[1] ?? '', /value="([^"]*)"/.exec(input)?.[1] ?? '');
    }
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return this.open(new URL(form[1] ?? '', page.url).href, {
      method: 'POST',
      body,
      headers: { origin: this.origin, ...init.headers },
      ...(init.until !== undefined && { until: init.until }),
    });
  }

  #cookieHeader(url: URL): string {
    return [...this.cookies.values()]
      .filter(
        ({ path }) =>
          url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`),
      )
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  #store(response: Response, url: URL): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const attribute = (wanted: string) =>
        attributes.find((part) => part.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      const path = attribute('path') ?? url.pathname.replace(/\/[^/]*$/, '') ?? '/';
      const gone = attribute('max-age') === '0' || Date.parse(attribute('expires') ?? '') < Date.now();
      if (gone || value === '') this.cookies.delete(`${name} ${path}`);
      else this.cookies.set(`${name} ${path}`, { name, value, path });
    }
  }
}
