import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { createClient, type Client, type GetToken } from '@vidkit/contracts/client/elements';
import type { Comment, CommentSort } from '@vidkit/contracts/schemas/comment';

import { chevronDownIcon } from '../icons/marks.ts';
import { Localize } from '../localize/localize.ts';
import { apiUrlOf } from '../session/api-url.ts';
import { knownSession } from '../session/known-session.ts';
import type { Session } from '../session/session-port.ts';
import { controls } from '../styles/controls.styles.ts';
import { hostReset } from '../styles/host-reset.styles.ts';
import { tokens } from '../styles/tokens.ts';
import { commentsMessages } from './comments.messages.ts';
import { composerTemplate, rootTexts } from './render/composer-template.ts';
import { Announcer } from './controllers/announcer.ts';
import { feedTarget } from './controllers/feed-keys.ts';
import { LongBodies } from './controllers/long-bodies.ts';
import { PlayerLink, type Player } from './controllers/player-link.ts';
import { CommentsReader } from './model/comments-reader.ts';
import { Drafts, type Draft } from './model/drafts.ts';
import { ThreadStore } from './model/thread-store.ts';
import { rootPlace, type CommentsView, type ReadAction, type WriteAction } from './render/comments-view.ts';
import { momentsOf } from './render/body-template.ts';
import { listTemplate } from './render/list-template.ts';
import { commentsStyles } from './vid-comments.styles.ts';
import type { Participation } from './write/participation.ts';

const sorts: readonly CommentSort[] = ['newest', 'oldest', 'top'];
/** Start to read this far before the element comes into view, and the next page this far before the end. */
const nearby = '600px';
/** "3 minutes ago" grows old. */
const clockInterval = 60_000;

/**
 * The talk under a video: read, write, reply, edit, delete and like, with new comments as they come.
 *
 * Reading needs no account; who writes signs in through a window of the video's platform. Moments such as `1:23`
 * in a text play the `<vid-player>` with the same `video-id`, or the player named by `for`, and stand on its timeline.
 *
 * @summary Comments for a video.
 *
 * @slot heading - Replaces the heading; give it the level that your page needs.
 *
 * @csspart heading - The heading with the number of comments.
 * @csspart sort - The choice of order.
 * @csspart composer - A form in which a comment, reply or edit is written.
 * @csspart field - The text field of a composer.
 * @csspart moment - The chip that attaches a moment of the video.
 * @csspart send - The button that sends.
 * @csspart pill - The button that shows new comments.
 * @csspart list - The list.
 * @csspart thread - A comment with its replies.
 * @csspart comment - One comment.
 * @csspart reply - One comment that is a reply.
 * @csspart replies - The replies of a thread.
 * @csspart avatar - The picture of a person.
 * @csspart author - The name of a person.
 * @csspart body - The text of a comment.
 * @csspart time - A moment of the video in a text.
 * @csspart like - The button that likes a comment.
 * @csspart deleted - What is left of a deleted comment that has replies.
 * @csspart more - The button that loads more.
 * @csspart loading - What shows while the first comments load.
 * @csspart empty - What shows when there are none.
 * @csspart error - What shows when they could not be loaded.
 *
 * @cssproperty --vid-accent - Colour of buttons, moments and focus.
 * @cssproperty --vid-font - Font; the page's own by default.
 *
 * @fires {CustomEvent<{ count: number }>} vid-comments-load - The first comments are here.
 * @fires {CustomEvent<{ code: string }>} vid-comments-error - They could not be loaded.
 * @fires {CustomEvent<{ comment: Comment }>} vid-comment-posted - The server has stored a comment.
 * @fires {CustomEvent<{ comment: Comment }>} vid-comment-edited - The server has stored an edit.
 * @fires {CustomEvent<{ id: string }>} vid-comment-deleted - A comment is gone.
 * @fires {CustomEvent<{ id: string, liked: boolean }>} vid-comment-liked - The server has stored a like, or its end.
 * @fires {CustomEvent<{ id: string, atMs: number }>} vid-comment-seek - Somebody chose a moment. Cancel it to seek yourself.
 */
export class VidComments extends LitElement {
  static override styles = [tokens, hostReset, controls, commentsStyles];

  readonly #localize = new Localize(this, commentsMessages);
  readonly #announcer = new Announcer(this);
  readonly #longBodies = new LongBodies(this);
  readonly #playerLink = new PlayerLink(this);

  /** The video whose comments are shown. */
  @property({ attribute: 'video-id' }) videoId = '';
  /** Id of the player's element; by default the `<vid-player>` with the same `video-id`. */
  @property() for = '';
  /** Address of the API; by default where this script came from. */
  @property() api = '';
  /** Order at first: `newest`, `oldest` or `top`. */
  @property() sort: CommentSort = 'newest';
  /** Shows the comments without a way to write. */
  @property({ type: Boolean }) closed = false;
  /** A player of the page's own: anything with `currentTime` and `duration`. */
  @property({ attribute: false }) player: Player | null = null;
  /** Gives tokens from the page's own accounts instead of the sign-in window. */
  @property({ attribute: false }) getToken: GetToken | null = null;
  /** A session that the page holds already. */
  @property({ attribute: false }) session: Session | null = null;

  /** Comments under the video, replies included; null while unknown. */
  @state() private count: number | null = null;
  @state() private current: string | null = null;
  /** The part that writes; loaded at the first sign of interest. */
  @state() private participation: Participation | null = null;

  readonly #expanded = new Set<string>();
  readonly #rerender = (): void => this.requestUpdate();
  #store = new ThreadStore(this.#rerender);
  #reader: CommentsReader | null = null;
  #client: Client | null = null;
  /** The client whose stream is followed. */
  #following: Client | null = null;
  #drafts = new Drafts('');
  #cleanUps: (() => void)[] = [];
  #participating: Promise<Participation> | null = null;
  #near: IntersectionObserver | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate('videoId');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const identity = ['videoId', 'api', 'session', 'getToken'] as const;
    if (this.isConnected && identity.some((name) => changed.has(name))) this.#open();
    else if (changed.has('sort') && this.#reader) this.#startReader();
  }

  protected override updated(): void {
    const end = this.renderRoot.querySelector('.more');
    this.#near?.disconnect();
    // A failed page waits for a click: the end stays in view, and would ask again and again.
    if (end && this.#reader?.more === 'idle') this.#near?.observe(end);
    this.#playerLink.mark(
      this.#store.threads.flatMap(({ root, replies }) =>
        [root, ...replies].flatMap(({ comment }) => momentsOf(comment, this.#playerLink.durationMs)),
      ),
    );
    const own = this.participation;
    this.#playerLink.follow(own !== null && (own.composing || own.answering !== null));
  }

  protected override render() {
    if (!this.#reader) return nothing;
    const view = this.#view(this.#reader);
    const { localize } = view;
    const own = this.participation;
    const footer = own?.open ? own.footer(view, own, rootPlace) : nothing;
    return html`<div class="comments" dir=${localize.dir} lang=${localize.lang}>
      <div class="top">
        <slot name="heading"><h2 part="heading">${this.#heading()}</h2></slot>
        ${this.#sortTemplate()}
      </div>
      ${
        this.closed
          ? html`<p class="closed muted">${localize.term('closed')}</p>`
          : html`<div class="compose" @focusin=${this.#onCompose} @pointerenter=${this.#prepare}>
              ${composerTemplate(
                view,
                rootPlace,
                rootTexts((key) => localize.term(key)),
                footer,
              )}
            </div>`
      }
      ${this.#pillTemplate()}
      <div class="list" @pointerenter=${this.#prepare}>
        ${listTemplate(view, {
          retry: this.#onRetry,
          loadMore: () => void this.#onLoadMore(),
          onKeydown: this.#onKeydown,
          onFocusin: this.#onFocusin,
        })}
      </div>
      <span class="end" tabindex="-1" role="note" aria-label=${localize.term('end')}></span>
      <p class="visually-hidden" role="status">${this.#announcer.text}</p>
    </div>`;
  }

  #heading() {
    const title = this.#localize.term('title');
    const count = this.count ?? this.#countHere();
    return count ? html`${title} <span class="count">${this.#localize.number(count)}</span>` : title;
  }

  #sortTemplate() {
    if (this.#store.threads.length < 2 && this.#reader?.sort === this.sort) return nothing;
    const onChange = ({ target }: { target: HTMLSelectElement }) => {
      this.sort = sorts.find((sort) => sort === target.value) ?? 'newest';
    };
    /* eslint-disable lit-a11y/no-invalid-change-handler -- a change costs one request and moves no focus */
    return html`<label class="sort">
      <span class="visually-hidden">${this.#localize.term('sortBy')}</span>
      <select part="sort" .value=${this.sort} @change=${onChange}>
        ${sorts.map(
          (sort) =>
            html`<option value=${sort} ?selected=${sort === this.sort}>
              ${this.#localize.term(`sort.${sort}`)}
            </option>`,
        )}
      </select>
      ${chevronDownIcon}
    </label>`;
    /* eslint-enable lit-a11y/no-invalid-change-handler */
  }

  #pillTemplate() {
    const count = this.#reader?.arrivals.size ?? 0;
    if (count === 0) return nothing;
    return html`<div class="pill">
      <button type="button" class="button primary" part="pill" @click=${() => void this.#onPill()}>
        ${this.#localize.term('newComments', { count })}
      </button>
    </div>`;
  }

  /** The state as the templates see it. */
  #view(reader: CommentsReader): CommentsView {
    return {
      localize: this.#localize,
      store: this.#store,
      reader,
      participation: this.participation,
      closed: this.closed,
      limitMs: this.#playerLink.durationMs,
      canSeek: this.#playerLink.found,
      momentMs: this.#playerLink.momentMs,
      expanded: this.#expanded,
      overflowing: this.#longBodies.overflowing,
      current: this.current ?? this.#store.threads[0]?.id ?? null,
      draft: (place) => this.#drafts.get(place),
      setDraft: this.#setDraft,
      act: this.#act,
      seek: this.#seek,
    };
  }

  /** Who reads, as far as the page knows already; nobody is asked to sign in for it. */
  readonly #token: GetToken = async (options) => {
    const session = this.participation?.session ?? this.session ?? knownSession(apiUrlOf(this.api));
    if (session && !this.getToken) return session.getToken(options);
    // A page whose function fails must not take the reading of comments down with it.
    return (await this.getToken?.(options).catch(() => null)) ?? null;
  };

  /** Begins anew: another video, another API, another person. Reads once the element is near the screen. */
  #open(): void {
    this.#close();
    if (!this.videoId) return;
    this.#drafts = new Drafts(this.videoId);
    this.#client = createClient({ baseUrl: apiUrlOf(this.api), getToken: this.#token });
    this.#startReader({ load: false });

    const clock = setInterval(() => !document.hidden && this.requestUpdate(), clockInterval);
    const sight = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        sight.disconnect();
        void this.#load();
      },
      { rootMargin: nearby },
    );
    sight.observe(this);
    this.#near = new IntersectionObserver(
      (entries) => {
        // Several sightings may arrive together, and only the last may see the end of the list.
        if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#reader?.loadMore();
      },
      { rootMargin: nearby },
    );
    this.#cleanUps.push(
      () => clearInterval(clock),
      () => sight.disconnect(),
      () => this.#near?.disconnect(),
    );
  }

  #close(): void {
    for (const cleanUp of this.#cleanUps.splice(0)) cleanUp();
    this.participation?.end();
    this.participation = null;
    this.#participating = null;
    this.#reader?.end();
    this.#reader = null;
    this.#client = null;
    this.#following = null;
    this.#store = new ThreadStore(this.#rerender);
    this.#expanded.clear();
    this.current = this.count = null;
  }

  #startReader({ load = true } = {}): void {
    if (!this.#client) return;
    this.#reader?.end();
    this.#reader = new CommentsReader({
      client: this.#client,
      store: this.#store,
      videoId: this.videoId,
      sort: this.sort,
      onChange: this.#rerender,
    });
    if (load) void this.#load();
  }

  async #load(): Promise<void> {
    const reader = this.#reader;
    await reader?.load();
    if (!reader || reader !== this.#reader) return;
    if (reader.state === 'failed') {
      this.#emit('vid-comments-error', { code: reader.problem ?? 'network' });
      return;
    }
    this.#emit('vid-comments-load', { count: this.#store.threads.length });
    void this.#follow();
    const signedIn = this.#store.threads.some(({ root }) => root.comment.viewer);
    if (signedIn || this.#drafts.get(rootPlace).text || hasUnsent(this.videoId)) this.#prepare();
  }

  /** Follows what others write, once there is a list for it to come into. */
  async #follow(): Promise<void> {
    const client = this.#client;
    const store = this.#store;
    if (!client || this.#following === client) return;
    this.#following = client;
    // Without the stream the list stays as it was read.
    const live = await import('./live/follow-comments.ts').catch(() => null);
    if (!live || client !== this.#client) return;
    const leave = live.followComments(client, this.videoId, {
      store,
      reader: () => this.#reader,
      mayInsert: () => this.#mayInsert(),
      onCount: (count) => (this.count = count),
      onArrivals: (count) => {
        if (count > 0) this.#announcer.say(this.#localize.term('newComments', { count }));
        this.requestUpdate();
      },
    });
    this.#cleanUps.push(leave);
  }

  /** New comments may push the list down only under a reader who is at its top and about to touch nothing. */
  #mayInsert(): boolean {
    const feed = this.renderRoot.querySelector('.feed');
    if (!feed) return true;
    const { top } = feed.getBoundingClientRect();
    return this.sort === 'newest' && top >= 0 && !document.hidden && !feed.matches(':hover, :focus-within');
  }

  /** Loads the part that writes. */
  #participate(): Promise<Participation> {
    this.#participating ??= this.#startParticipating().catch((error: unknown) => {
      this.#participating = null;
      throw error;
    });
    return this.#participating;
  }

  async #startParticipating(): Promise<Participation> {
    const client = this.#client;
    const { Participation } = await import('./write/participation.ts');
    if (!client || client !== this.#client) throw new DOMException('The element has moved on.', 'AbortError');
    this.participation = new Participation({
      host: this,
      apiUrl: apiUrlOf(this.api),
      videoId: this.videoId,
      client,
      store: this.#store,
      drafts: this.#drafts,
      session: this.session,
      getToken: this.getToken,
      refresh: () => void this.#reader?.refresh().catch(() => undefined),
      focus: (id) => this.#focus(id),
      leadFocusAway: (id) => this.#leadFocusAway(id),
      say: (text) => this.#announcer.say(text),
      emit: (type, detail) => this.#emit(type, detail),
    });
    return this.participation;
  }

  readonly #prepare = (): void => {
    if (this.closed) return;
    void this.#participate().then(
      ({ session }) => session.prepare(),
      () => undefined, // Could not be loaded: the next sign of interest tries again.
    );
  };

  readonly #onCompose = (): void => {
    void this.#participate().then(
      (own) => own.compose(),
      () => undefined,
    );
  };

  readonly #setDraft = (place: string, draft: Draft): void => {
    this.#drafts.set(place, draft);
    this.requestUpdate();
  };

  readonly #act = (action: ReadAction | WriteAction, id: string): void => {
    if (action === 'expand' || action === 'collapse') {
      if (action === 'expand') this.#expanded.add(id);
      else this.#expanded.delete(id);
      this.requestUpdate();
    } else if (action === 'open-replies') void this.#openReplies(id);
    else if (action === 'close-replies') {
      this.#store.changeThread(id, { open: false });
      void this.#focus(`comment-${id}`);
    } else if (this.participation) {
      // In the same task: the click may have to open the sign-in window.
      this.participation.act(action, id);
    } else {
      void this.#participate().then(
        (own) => own.act(action, id),
        () => undefined,
      );
    }
  };

  async #openReplies(id: string): Promise<void> {
    const thread = this.#store.thread(id);
    if (!thread || !this.#reader) return;
    const shown = new Set(
      [...this.renderRoot.querySelectorAll(`#replies-${id} article`)].map((article) => article.id),
    );
    if (thread.replies.length < thread.root.comment.replyCount) await this.#reader.loadReplies(thread);
    else this.#store.changeThread(id, { open: true });
    await this.updateComplete;
    const first = [...this.renderRoot.querySelectorAll<HTMLElement>(`#replies-${id} article`)].find(
      (article) => !shown.has(article.id),
    );
    first?.focus({ preventScroll: true });
  }

  readonly #seek = (atMs: number, id: string): void => {
    if (this.#emit('vid-comment-seek', { id, atMs }, true)) this.#playerLink.seek(atMs);
  };

  readonly #onRetry = (): void => void this.#load();

  async #onLoadMore(): Promise<void> {
    const before = this.#store.threads.length;
    await this.#reader?.loadMore();
    await this.updateComplete;
    const next = this.#store.threads[before];
    if (next) await this.#focus(`comment-${next.id}`);
  }

  async #onPill(): Promise<void> {
    if (this.sort !== 'newest') this.sort = 'newest';
    else await this.#reader?.showArrivals().catch(() => undefined);
    await this.updateComplete;
    const first = this.#store.threads[0];
    if (first) await this.#focus(`comment-${first.id}`);
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if ((event.target as Element).closest('textarea')) return;
    const target = feedTarget(event, this.renderRoot);
    if (!target) return;
    event.preventDefault();
    target.focus();
  };

  readonly #onFocusin = (event: FocusEvent): void => {
    const thread = (event.target as Element).closest<HTMLElement>('article.thread');
    this.current = thread?.dataset['id'] ?? this.current;
  };

  async #focus(id: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot
      .querySelector<HTMLElement>(`#${CSS.escape(id)}`)
      ?.focus({ preventScroll: id.startsWith('undo') });
  }

  /** Before a comment leaves: focus that is in it moves to its neighbour, never to the page's body. */
  #leadFocusAway(id: string): void {
    const article = this.renderRoot.querySelector(`#${CSS.escape(`comment-${id}`)}`);
    if (!article?.matches(':focus-within')) return;
    const articles = [...this.renderRoot.querySelectorAll<HTMLElement>('article')];
    const at = articles.indexOf(article as HTMLElement);
    const outside = (other: HTMLElement) => !article.contains(other);
    const next = articles.slice(at + 1).find(outside) ?? articles.slice(0, at).findLast(outside);
    (next ?? this.renderRoot.querySelector<HTMLElement>('textarea, .end'))?.focus({ preventScroll: true });
  }

  /** How many are here, once all are; null before. */
  #countHere(): number | null {
    if (this.#reader?.state !== 'ready' || this.#reader.more !== 'none') return null;
    return this.#store.threads.reduce(
      (sum, { root: { comment } }) => sum + (comment.deleted ? 0 : 1) + comment.replyCount,
      0,
    );
  }

  #emit(type: string, detail: object, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }));
  }
}

/** Whether an earlier page left comments that were not confirmed; the key is the outbox's. */
const hasUnsent = (videoId: string): boolean => {
  try {
    return sessionStorage.getItem(`vidkit:outbox:${videoId}`) !== null;
  } catch {
    return false;
  }
};

export interface VidCommentsEventMap {
  'vid-comments-load': CustomEvent<{ count: number }>;
  'vid-comments-error': CustomEvent<{ code: string }>;
  'vid-comment-posted': CustomEvent<{ comment: Comment }>;
  'vid-comment-edited': CustomEvent<{ comment: Comment }>;
  'vid-comment-deleted': CustomEvent<{ id: string }>;
  'vid-comment-liked': CustomEvent<{ id: string; liked: boolean }>;
  'vid-comment-seek': CustomEvent<{ id: string; atMs: number }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'vid-comments': VidComments;
  }
}
