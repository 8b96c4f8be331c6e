import { chapterAt } from '../../player/model/chapters.ts';
import type { VidPlayer } from '../../player/vid-player.ts';
import type { EmbedChapter } from '../embed-protocol.ts';

/** Chapters as pages see them. */
export class ChapterWatch {
  readonly #player: VidPlayer;

  constructor(player: VidPlayer) {
    this.#player = player;
  }

  get list(): readonly EmbedChapter[] {
    return this.#player.chapters.map(({ startMs, title }, at) => ({
      startTime: startMs / 1000,
      title,
      index: at + 1,
    }));
  }

  get current(): EmbedChapter | null {
    const { chapters, currentTime } = this.#player;
    const running = chapterAt(chapters, currentTime);
    return running && (this.list[chapters.indexOf(running)] ?? null);
  }
}
