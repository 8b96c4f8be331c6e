/** Where the parts of uploads go; no request to it leaves the page. */
export const storeOrigin = 'https://store.vidkit.example';

export interface StoreRules {
  /** Bytes a second that each part takes. */
  readonly pace: number;
  /** Answered instead of 200; 0 is a broken line. */
  readonly status: number;
}

const rulesOf = new Map<string, StoreRules>();

/** Rules for the parts below `/name/`. */
export const setStoreRules = (name: string, rules: StoreRules): void => void rulesOf.set(name, rules);

const tick = 100;
const BrowserRequest = window.XMLHttpRequest;

/**
 * Uploads report their progress by `XMLHttpRequest` alone, so the mock of the store is one: it takes parts at a
 * steady pace, and leaves the segments of a stalled video without an answer. Everything else is the browser's.
 */
class MockRequest extends BrowserRequest {
  #url: URL | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #status: number | null = null;

  override get status(): number {
    return this.#status ?? super.status;
  }

  override open(method: string, url: string | URL, asynchronous = true): void {
    this.#url = new URL(url, document.baseURI);
    super.open(method, url, asynchronous);
  }

  override send(body?: Document | XMLHttpRequestBodyInit | null): void {
    if (this.#url?.origin === storeOrigin && body instanceof Blob) this.#take(body.size);
    else if (!this.#url?.pathname.includes('/media/stalled/')) super.send(body);
  }

  override abort(): void {
    clearInterval(this.#timer);
    super.abort();
  }

  override getAllResponseHeaders(): string {
    return this.#status === null ? super.getAllResponseHeaders() : 'etag: "part"\r\n';
  }

  override getResponseHeader(name: string): string | null {
    if (this.#status === null) return super.getResponseHeader(name);
    return name === 'etag' ? '"part"' : null;
  }

  #take(size: number): void {
    const { pace, status } = rulesOf.get(this.#url?.pathname.split('/')[1] ?? '') ?? { pace: 0, status: 200 };
    const begun = performance.now();
    this.#timer = setInterval(() => {
      const loaded = pace > 0 ? Math.min(size, (pace * (performance.now() - begun)) / 1000) : size;
      if (status === 200) {
        this.upload.dispatchEvent(
          new ProgressEvent('progress', { lengthComputable: true, loaded, total: size }),
        );
        if (loaded < size) return;
      }
      clearInterval(this.#timer);
      this.#status = status;
      this.dispatchEvent(new ProgressEvent(status === 0 ? 'error' : 'load'));
    }, tick);
  }
}

window.XMLHttpRequest = MockRequest;
