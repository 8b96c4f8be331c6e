import type { GetToken } from '@vidkit/contracts/client/elements';
import { html, type LitElement, type TemplateResult } from 'lit';

import { closeIcon } from '../../icons/icons.ts';
import type { DetailsRoom } from '../details/details-room.ts';
import type { UploadItem } from '../model/upload-item.ts';
import { eventDetail } from '../upload-events.ts';
import type { ListWords } from './list-words.ts';

export interface RowRoomOptions {
  apiUrl: string;
  getToken: GetToken;
  /** Visitors of a site share what a token lets them: the videos are another's, who alone watches and publishes them. */
  shared?: boolean;
  /** Defines `<vid-player>`; null where the page has no player and cannot have one. */
  readonly loadPlayer: (() => Promise<unknown>) | null;
}

/** What opens inside a row on demand: the form about the video, and its player. */
export class RowRooms {
  readonly #host: LitElement;
  readonly #options: RowRoomOptions;
  readonly #described = new Set<string>();
  readonly #played = new Set<string>();
  readonly #own = new Map<string, HTMLElement>();
  #room: DetailsRoom | null = null;
  #loading: Promise<DetailsRoom> | null = null;
  #closed = false;
  #playerFailed: string | null = null;

  constructor(host: LitElement, options: RowRoomOptions) {
    this.#host = host;
    this.#options = options;
  }

  get canPlay(): boolean {
    const { shared = false, loadPlayer } = this.#options;
    return !shared && (loadPlayer !== null || customElements.get('vid-player') !== undefined);
  }

  describes(id: string): boolean {
    return this.#described.has(id);
  }

  plays(id: string): boolean {
    return this.#played.has(id);
  }

  /** The id of the file whose player could not be loaded. */
  get playerFailed(): string | null {
    return this.#playerFailed;
  }

  /** Opens the page's own form where it brought one, else ours; a second call closes it. */
  toggleDetails(item: UploadItem): void {
    const { id } = item;
    if (this.#described.delete(id)) return this.#host.requestUpdate();
    const container = this.#ownForm(id);
    const wanted = this.#host.dispatchEvent(
      new CustomEvent('vid-upload-details', {
        detail: { ...eventDetail(item), container },
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
    // The page shows one elsewhere.
    if (!wanted) return;
    this.#described.add(id);
    this.#host.requestUpdate();
    if (container) return;
    void this.#load().then(
      () => this.#host.requestUpdate(),
      () => {
        this.#loading = null;
        this.#described.delete(id);
        this.#host.requestUpdate();
      },
    );
  }

  async play({ id }: UploadItem): Promise<void> {
    this.#playerFailed = null;
    try {
      if (!customElements.get('vid-player')) await this.#options.loadPlayer?.();
      this.#played.add(id);
    } catch {
      this.#playerFailed = id;
    }
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(`[data-item="${id}"] vid-player`)?.focus();
  }

  closePlayer({ id }: UploadItem): void {
    this.#played.delete(id);
    this.#host.requestUpdate();
  }

  details(item: UploadItem): TemplateResult | null {
    if (!this.#described.has(item.id)) return null;
    if (this.#own.has(item.id)) return html`<slot name="details-${item.id}"></slot>`;
    return this.#room?.render(item) ?? html`<div class="skeleton details-coming"></div>`;
  }

  player(item: UploadItem, words: ListWords): TemplateResult | null {
    if (!this.#played.has(item.id) || !item.videoId) return null;
    const { apiUrl, getToken } = this.#options;
    return html`<div class="player" part="preview">
      <vid-player
        api=${apiUrl}
        video-id=${item.videoId}
        autoplay
        playsinline
        without-analytics
        without-resume
        .getToken=${getToken}
      ></vid-player>
      <button type="button" class="button small" @click=${() => this.closePlayer(item)}>
        ${closeIcon}${words.term('closePlayer')}
      </button>
    </div>`;
  }

  follow(item: UploadItem): void {
    this.#room?.follow(item);
  }

  forget(id: string): void {
    this.#described.delete(id);
    this.#played.delete(id);
    this.#own.get(id)?.remove();
    this.#own.delete(id);
    this.#room?.forget(id);
  }

  close(): void {
    this.#closed = true;
    for (const form of this.#own.values()) form.remove();
    this.#room?.close();
  }

  /** A copy of the page's `<template slot="details">`, in the page itself, where its styles and scripts reach it. */
  #ownForm(id: string): HTMLElement | null {
    const known = this.#own.get(id);
    const template = this.#host.querySelector<HTMLTemplateElement>(':scope > template[slot=details]');
    if (known || !template) return known ?? null;
    const form = document.createElement('div');
    form.slot = `details-${id}`;
    form.append(template.content.cloneNode(true));
    this.#host.append(form);
    this.#own.set(id, form);
    return form;
  }

  #load(): Promise<DetailsRoom> {
    this.#loading ??= import('../details/details-room.ts').then(({ DetailsRoom }) => {
      const room = new DetailsRoom(this.#host, {
        ...this.#options,
        canPublish: !(this.#options.shared ?? false),
      });
      if (this.#closed) room.close();
      this.#room = room;
      return room;
    });
    return this.#loading;
  }
}
