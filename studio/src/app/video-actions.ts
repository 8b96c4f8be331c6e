import type { Client } from '@vidkit/contracts/client';
import type { Video } from '@vidkit/contracts/schemas/video';

import type { StudioMessageKey } from '../messages/studio.messages.ts';
import type { VideoList } from '../state/video-list.ts';
import type { Notice } from './notice.ts';

export interface VideoActionsDeps {
  client: Client;
  list: VideoList;
  notify: (notice: Notice) => void;
  t: (key: StudioMessageKey, values?: Record<string, string>) => string;
}

/** Milliseconds in which a deletion can be taken back here; the server keeps the video longer. */
const undoTime = 10_000;

/** What the shell does with a video on behalf of its pages, with the news that follow. */
export class VideoActions {
  readonly #deps: VideoActionsDeps;

  constructor(deps: VideoActionsDeps) {
    this.#deps = deps;
  }

  /** Deletes at once and offers to take it back. Resolves to whether it is gone. */
  async delete(video: Video): Promise<boolean> {
    const { client, list, notify, t } = this.#deps;
    const title = video.title;
    list.remove(video.id);
    try {
      await client.call('deleteVideo', { params: { id: video.id } });
    } catch {
      list.put(video);
      notify({ text: t('deleteFailed', { title }), tone: 'critical' });
      return false;
    }
    notify({
      text: t('deleted', { title }),
      lasts: undoTime,
      action: { label: t('undo'), run: () => this.#restore(video) },
    });
    return true;
  }

  /** Encodes again. Resolves to the video as it is then, or null when that failed. */
  async reprocess(video: Video): Promise<Video | null> {
    const { client, list, notify, t } = this.#deps;
    try {
      const begun = await client.call('reprocessVideo', { params: { id: video.id } });
      if (list.items.some(({ id }) => id === video.id)) list.put(begun);
      notify({ text: t('reprocessStarted') });
      return begun;
    } catch (error) {
      const code = (error as { code?: string }).code;
      notify({
        text: code === 'object_missing' ? t('failure_source_missing') : t('error_other'),
        tone: 'critical',
      });
      return null;
    }
  }

  async #restore(video: Video): Promise<void> {
    const { client, list, notify, t } = this.#deps;
    try {
      list.put(await client.call('restoreVideo', { params: { id: video.id } }));
      notify({ text: t('restored', { title: video.title }) });
    } catch {
      notify({
        text: t('restoreFailed'),
        tone: 'critical',
        action: { label: t('retry'), run: () => this.#restore(video) },
      });
    }
  }
}
