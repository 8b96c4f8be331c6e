import { createClient, type Client, type GetToken } from '@vidkit/contracts/client/elements';
import type { LitElement, TemplateResult } from 'lit';

import { Localize } from '../../localize/localize.ts';
import { detailsMessages } from '../messages/details.messages.ts';
import type { UploadItem } from '../model/upload-item.ts';
import { DetailsEditor } from './details-editor.ts';
import { detailsForm } from './details-form.ts';
import { detailsStyles } from './details.styles.ts';

export interface DetailsOptions {
  readonly apiUrl: string;
  readonly getToken: GetToken;
  /** Whether who uploads may also say who can watch; visitors of a site, for whom it uploads, may not. */
  readonly canPublish: boolean;
}

/** The forms about the videos of a list, each with an editor that saves by itself. Renders into its host. */
export class DetailsRoom {
  readonly #host: LitElement;
  readonly #words: Localize<typeof detailsMessages.en>;
  readonly #client: Client;
  readonly #canPublish: boolean;
  readonly #editors = new Map<string, DetailsEditor>();

  constructor(host: LitElement, { apiUrl, getToken, canPublish }: DetailsOptions) {
    this.#host = host;
    this.#words = new Localize(host, detailsMessages);
    this.#client = createClient({ baseUrl: apiUrl, getToken });
    this.#canPublish = canPublish;
    const root = host.shadowRoot;
    const sheet = detailsStyles.styleSheet;
    if (root && sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    addEventListener('pagehide', this.#flush);
  }

  /** Follows a file whose form was opened at some time: its video may have come, or be another one. */
  follow({ id, videoId }: UploadItem): void {
    const editor = this.#editors.get(id);
    if (editor) editor.videoId = videoId;
  }

  /** The file left the list. */
  forget(id: string): void {
    this.#editors.get(id)?.end();
    this.#editors.delete(id);
  }

  render(item: UploadItem): TemplateResult {
    return detailsForm(item, this.#editorOf(item), this.#words, this.#canPublish);
  }

  close(): void {
    removeEventListener('pagehide', this.#flush);
    for (const id of [...this.#editors.keys()]) this.forget(id);
    this.#host.removeController(this.#words);
  }

  #editorOf(item: UploadItem): DetailsEditor {
    const known = this.#editors.get(item.id);
    if (known) return known;
    const editor = new DetailsEditor({ client: this.#client, onChange: () => this.#host.requestUpdate() });
    this.#editors.set(item.id, editor);
    editor.videoId = item.videoId;
    return editor;
  }

  readonly #flush = (): void => {
    for (const editor of this.#editors.values()) void editor.flush(true);
  };
}
