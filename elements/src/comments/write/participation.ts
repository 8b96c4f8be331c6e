import type { LitElement } from 'lit';
import type { Client, GetToken } from '@vidkit/contracts/client/elements';
import type { Comment } from '@vidkit/contracts/schemas/comment';

import { Words } from '../../localize/words.ts';
import { getSession, HostSession, SessionError, type Session } from '../../session/session.ts';
import type { Draft, Drafts } from '../model/drafts.ts';
import type { ThreadStore } from '../model/thread-store.ts';
import { editPlace, replyPlace, rootPlace, type WriteAction } from '../render/comments-view.ts';
import { commentMaxLength } from './comment-length.ts';
import { CommentWriter } from './comment-writer.ts';
import { composerFooter } from './composer-footer.ts';
import { composer, notice, tools } from './writing-templates.ts';
import { writingMessages, type WritingMessages } from './writing.messages.ts';
import { writingStyles } from './writing.styles.ts';

export interface ParticipationOptions {
  host: LitElement;
  apiUrl: string;
  videoId: string;
  client: Client;
  store: ThreadStore;
  drafts: Drafts;
  /** A session, or the tokens of the page's own accounts; without either the sign-in window is used. */
  session: Session | null;
  getToken: GetToken | null;
  /** Reads again what the person likes and may change. */
  refresh: () => void;
  /** Moves the focus to the element with this id once it is rendered. */
  focus: (id: string) => Promise<void>;
  /** Leads the focus out of a comment that is about to leave. */
  leadFocusAway: (id: string) => void;
  say: (text: string) => void;
  emit: (type: string, detail: object) => void;
}

/**
 * All that only those need who write, like or sign in: who they are, what they are writing, and the writes
 * themselves. Loaded at the first sign of interest; readers do without.
 */
export class Participation {
  readonly session: Session;
  readonly words: Words<WritingMessages>;
  /** Whether the composer under the video is open. */
  composing = false;
  /** The comment that is being answered or edited. */
  answering: string | null = null;
  editing: string | null = null;
  /** The place that waits for the sign-in window. */
  busyPlace: string | null = null;
  /** Code of the last failed sign-in; null when none failed. */
  signInProblem: string | null = null;

  readonly footer = composerFooter;
  readonly composer = composer;
  readonly notice = notice;
  readonly tools = tools;

  readonly #options: ParticipationOptions;
  readonly #writer: CommentWriter;
  readonly #unsubscribe: () => void;
  #wasSignedIn: boolean;

  constructor(options: ParticipationOptions) {
    const { host, client, store, videoId, say, emit } = options;
    this.#options = options;
    this.words = new Words(host, writingMessages);
    this.session = options.session ?? this.#openSession();
    this.#wasSignedIn = this.session.state === 'signed-in';
    this.#unsubscribe = this.session.subscribe(this.#onSession);
    this.#writer = new CommentWriter({
      client,
      store,
      videoId,
      onPosted: (comment: Comment) => {
        say(this.words.term('posted'));
        emit('vid-comment-posted', { comment });
      },
      onEdited: (comment) => emit('vid-comment-edited', { comment }),
      onDelete: (id) => {
        options.leadFocusAway(id);
        emit('vid-comment-deleted', { id });
      },
      onLiked: (id, liked) => emit('vid-comment-liked', { id, liked }),
    });
    this.#writer.restore();
    const root = host.renderRoot as ShadowRoot;
    const sheet = writingStyles.styleSheet;
    if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }

  isTooLong({ text }: Draft): boolean {
    return text.length > commentMaxLength;
  }

  /** Opens the composer under the video. */
  compose(): void {
    this.composing = true;
    void this.session.prepare();
    this.#render();
  }

  /** Whether the composer under the video shows its buttons. */
  get open(): boolean {
    return this.composing || this.#options.drafts.get(rootPlace).text !== '';
  }

  /** Sends what is written in a place; opens the sign-in window first where needed, in the same click. */
  async send(place: string): Promise<void> {
    const { drafts, focus } = this.#options;
    const draft = drafts.get(place);
    if (this.busyPlace || draft.text.trim() === '' || this.isTooLong(draft)) return;
    if (!(await this.#signedIn(place))) return;
    if (place.startsWith('edit-')) return this.#sendEdit(place.slice('edit-'.length), draft.text);
    const parentId = place === rootPlace ? null : place.slice('reply-'.length);
    const id = this.#writer.post(draft, this.session.person, parentId);
    drafts.clear(place);
    if (parentId === null) this.composing = false;
    else this.answering = null;
    this.#render();
    await focus(`comment-${id}`);
  }

  cancel(place: string): void {
    const { drafts, focus, host } = this.#options;
    this.signInProblem = null;
    if (place === rootPlace) {
      this.composing = false;
      drafts.clear(place);
      host.renderRoot.querySelector<HTMLElement>('textarea:focus')?.blur();
    } else if (place.startsWith('edit-')) {
      this.editing = null;
      drafts.clear(place);
      void focus(place);
    } else {
      // What was typed stays for the next time this reply is opened.
      this.answering = null;
      void focus(place.replace('reply-', 'reply-to-'));
    }
    this.#render();
  }

  act(action: WriteAction, id: string): void {
    const { focus } = this.#options;
    if (action === 'like') void this.#like(id);
    else if (action === 'reply') this.#reply(id);
    else if (action === 'edit') this.#edit(id);
    else if (action === 'delete') {
      this.#writer.remove(id);
      void focus(`undo-${id}`);
    } else if (action === 'undo') {
      this.#writer.undo(id);
      void focus(`comment-${id}`);
    } else if (action === 'retry') void this.#retry(id);
    else this.#writer.discard(id);
  }

  /** Ends it, and carries out what waits for an undo. */
  end(): void {
    this.#unsubscribe();
    this.#writer.end();
    this.words.hostDisconnected();
    this.#options.host.removeController(this.words);
  }

  #openSession(): Session {
    const { apiUrl, getToken } = this.#options;
    return getToken ? new HostSession(apiUrl, getToken) : getSession(apiUrl);
  }

  /** Resolves to false when the person did not come through; `signInProblem` then says why. */
  async #signedIn(place: string | null): Promise<boolean> {
    if (this.session.state === 'signed-in') return true;
    this.signInProblem = null;
    this.busyPlace = place;
    this.#render();
    try {
      await this.session.signIn();
      return true;
    } catch (error) {
      this.signInProblem = error instanceof SessionError ? error.code : 'network';
      return false;
    } finally {
      this.busyPlace = null;
      this.#render();
    }
  }

  #reply(id: string): void {
    this.answering = this.answering === id ? null : id;
    void this.session.prepare();
    this.#render();
    if (this.answering) void this.#options.focus(`field-${replyPlace(id)}`);
  }

  #edit(id: string): void {
    const { drafts, store, focus } = this.#options;
    const place = editPlace(id);
    const body = store.entry(id)?.comment.body ?? '';
    if (drafts.get(place).text === '') drafts.set(place, { text: body, atMs: null });
    this.editing = id;
    this.#render();
    void focus(`field-${place}`);
  }

  async #sendEdit(id: string, text: string): Promise<void> {
    this.editing = null;
    void this.#options.focus(`comment-${id}`);
    if (await this.#writer.edit(id, text)) this.#options.drafts.clear(editPlace(id));
    else this.editing = id;
    this.#render();
  }

  async #like(id: string): Promise<void> {
    if (await this.#signedIn(null)) await this.#writer.like(id);
    else this.#options.say(this.problemText(this.signInProblem ?? 'network', 'session'));
  }

  async #retry(id: string): Promise<void> {
    if (await this.#signedIn(null)) await this.#writer.retry(id);
  }

  /** The sentence for an error code; a general one for codes that have none. */
  problemText(code: string, kind: 'problem' | 'session' = 'problem'): string {
    const key = `${kind}.${code}`;
    return this.words.term(key in writingMessages.en ? (key as keyof WritingMessages) : 'problem.other');
  }

  /** Somebody signed in or out: what they like and may edit is read again; the rest stays as it is. */
  readonly #onSession = (): void => {
    const signedIn = this.session.state === 'signed-in';
    if (signedIn !== this.#wasSignedIn) this.#options.refresh();
    this.#wasSignedIn = signedIn;
    if (signedIn) this.signInProblem = null;
    this.#render();
  };

  #render(): void {
    this.#options.host.requestUpdate();
  }
}
