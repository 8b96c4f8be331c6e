import type { ReactionState, SubscriptionState, ViewerState } from '@vidkit/contracts/schemas/comment';

import { AppError } from '../../http/app-error.ts';
import type { LiveHub } from '../../live/live-hub.ts';
import type { CommentsService } from '../comments/comments.service.ts';
import type { PeopleService } from '../people/people.service.ts';
import type { VideosService } from '../videos/videos.service.ts';
import type { ReactionsRepository } from './reactions.repository.ts';

export interface ReactionsDeps {
  reactions: ReactionsRepository;
  videos: VideosService;
  comments: CommentsService;
  people: PeopleService;
  live: LiveHub;
}

/** Likes and subscriptions: each call says what should be, so that a repeat changes nothing. */
export class ReactionsService {
  readonly #deps: ReactionsDeps;

  constructor(deps: ReactionsDeps) {
    this.#deps = deps;
  }

  async likeVideo(videoId: string, personId: string, liked: boolean): Promise<ReactionState> {
    const video = await this.#deps.videos.visible(videoId, personId);
    await this.#deps.people.ensure(personId);
    const likes = await this.#deps.reactions.setLike('video', videoId, personId, liked);
    await this.#deps.live.tell([`video:${videoId}`], {
      type: 'counts',
      videoId,
      likes,
      comments: video.comments,
    });
    return { liked, likes };
  }

  async likeComment(commentId: string, personId: string, liked: boolean): Promise<ReactionState> {
    const comment = await this.#deps.comments.get(commentId, personId);
    if (comment.deleted) throw new AppError('not_found');
    await this.#deps.people.ensure(personId);
    return { liked, likes: await this.#deps.reactions.setLike('comment', commentId, personId, liked) };
  }

  async subscribe(channelId: string, personId: string, subscribed: boolean): Promise<SubscriptionState> {
    await this.#deps.people.ensure(personId);
    const subscribers = await this.#deps.reactions.setSubscription(channelId, personId, subscribed);
    if (subscribers === null) throw new AppError('not_found');
    return { subscribed, subscribers };
  }

  async viewerState(videoId: string, personId: string): Promise<ViewerState> {
    const video = await this.#deps.videos.visible(videoId, personId);
    const state = await this.#deps.reactions.viewerState(videoId, video.channelId, personId);
    return { ...state, owner: video.ownerId === personId };
  }
}
