import type { Video, VideoPatch } from '@vidkit/contracts/schemas/video';

import { AppError } from '../../http/app-error.ts';
import type { Delegate } from '../identity/principal.ts';
import type { MediaLinks } from '../playback/media-links.ts';
import type { UploadsRepository } from '../uploads/uploads.repository.ts';
import type { VideoRecord } from '../videos/video-record.ts';
import { uploaderView } from '../videos/video-view.ts';
import type { VideosService } from '../videos/videos.service.ts';

export interface DelegatedVideosDeps {
  uploads: UploadsRepository;
  videos: VideosService;
  links: MediaLinks;
}

/** After this, only the owner changes the texts of what somebody sent. */
const editableForMs = 3_600_000;
const editable: readonly string[] = ['title', 'description', 'language'];

/** What somebody with an upload token may do with the videos that were made with it. */
export class DelegatedVideos {
  readonly #deps: DelegatedVideosDeps;

  constructor(deps: DelegatedVideosDeps) {
    this.#deps = deps;
  }

  /** Throws `not_found` for every other video, also for those that everybody may see. */
  async find(id: string, { tokenId }: Delegate): Promise<VideoRecord> {
    const upload = await this.#deps.uploads.find(id);
    const video = upload?.tokenId === tokenId ? await this.#deps.videos.find(id) : null;
    if (!video) throw new AppError('not_found');
    return video;
  }

  async get(id: string, delegate: Delegate): Promise<Video> {
    return uploaderView(await this.find(id, delegate), this.#deps.links);
  }

  /** Throws `edit_closed` an hour after the file was stored, and `insufficient_scope` for what its owner decides. */
  async update(id: string, delegate: Delegate, version: number, patch: VideoPatch): Promise<Video> {
    await this.find(id, delegate);
    const refused = Object.keys(patch).find((field) => !editable.includes(field));
    if (refused !== undefined) {
      throw new AppError('insufficient_scope', `An upload token changes ${editable.join(', ')} only.`);
    }
    const upload = await this.#deps.uploads.find(id);
    if (upload?.endedAt && upload.endedAt.getTime() + editableForMs < Date.now()) {
      throw new AppError('edit_closed');
    }
    await this.#deps.videos.update(id, delegate.ownerId, version, patch);
    return this.get(id, delegate);
  }
}
