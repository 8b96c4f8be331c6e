import { request, type ClientRequest, type IncomingMessage } from 'node:http';

/** What an uploader needs of a browser and Node has not: requests that tell how far they are, and news of the line. */
export const installBrowserParts = (): void => {
  const page = new EventTarget();
  Object.assign(globalThis, {
    XMLHttpRequest: PartRequest,
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: page.removeEventListener.bind(page),
  });
};

/** `XMLHttpRequest` over Node's own connections, as far as parts of files are sent by it. */
class PartRequest {
  readonly upload: { onprogress: ((event: { loaded: number }) => void) | null } = { onprogress: null };
  onprogress: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onload: (() => void) | null = null;
  status = 0;
  responseText = '';
  #request: ClientRequest | null = null;
  #answer: IncomingMessage | null = null;
  #method = '';
  #url = '';
  #aborted = false;
  readonly #headers: Record<string, string> = {};

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value;
  }

  send(body: Blob): void {
    void this.#send(body).catch(() => {
      if (!this.#aborted) this.onerror?.();
    });
  }

  abort(): void {
    this.#aborted = true;
    this.#request?.destroy();
  }

  getAllResponseHeaders(): string {
    return Object.entries(this.#answer?.headers ?? {})
      .map(([name, value]) => `${name}: ${String(value)}\r\n`)
      .join('');
  }

  getResponseHeader(name: string): string | null {
    const value = this.#answer?.headers[name.toLowerCase()];
    return value === undefined ? null : String(value);
  }

  async #send(body: Blob): Promise<void> {
    const headers = { ...this.#headers, 'content-length': String(body.size) };
    const onward = request(this.#url, { method: this.#method, headers });
    this.#request = onward;
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      onward.once('response', resolve);
      onward.once('error', reject);
      onward.once('close', () => reject(new Error('closed')));
    });
    answered.catch(() => undefined);
    let loaded = 0;
    for await (const chunk of body.stream()) {
      if (onward.destroyed) break;
      if (!onward.write(chunk)) {
        await Promise.race([
          new Promise((resolve) => onward.once('drain', resolve)),
          answered.then(() => undefined),
        ]);
      }
      loaded += chunk.length;
      this.upload.onprogress?.({ loaded });
    }
    onward.end();
    const answer = await answered;
    for await (const chunk of answer as AsyncIterable<Buffer>) this.responseText += chunk.toString('latin1');
    this.#answer = answer;
    this.status = answer.statusCode ?? 0;
    if (!this.#aborted) this.onload?.();
  }
}
