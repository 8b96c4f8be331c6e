import { totalsOf } from '../model/upload-totals.ts';
import type { UploadItem } from '../model/upload-item.ts';
import type { ListWords } from './list-words.ts';

const step = 10;

/**
 * Decides what a screen reader hears: each change of phase, and progress at every tenth. Failures are not said here,
 * since their text is an alert of its own.
 */
export class Announcer {
  #before = new Map<string, UploadItem>();
  #lastTenth = 0;

  /** The text to say now, or null for silence. */
  next(items: readonly UploadItem[], words: ListWords): string | null {
    const before = this.#before;
    this.#before = new Map(items.map((item) => [item.id, item]));
    const added = items.filter(({ id, phase }) => !before.has(id) && phase !== 'interrupted').length;
    if (added > 0) return words.term('sayAdded', { count: added });
    for (const item of items) {
      const old = before.get(item.id)?.phase;
      const news = old === item.phase ? null : this.#phase(item, old, words);
      if (news) return news;
    }
    return this.#progress(items, words);
  }

  #phase(
    { phase, title: name, trouble }: UploadItem,
    before: UploadItem['phase'] | undefined,
    words: ListWords,
  ): string | null {
    switch (phase) {
      case 'uploading':
        return before === 'reconnecting' ? words.term('sayOnline') : null;
      case 'reconnecting':
        return trouble === 'server' ? words.term('server') : words.term('sayOffline');
      case 'paused':
        return words.term('sayPaused', { name });
      case 'canceled':
        return words.term('sayCanceled', { name });
      case 'processing':
        return words.term('sayStored', { name });
      case 'ready':
        return words.term('sayReady', { name });
      default:
        return null;
    }
  }

  #progress(items: readonly UploadItem[], words: ListWords): string | null {
    const { sentBytes, totalBytes, moving, count } = totalsOf(items);
    const share = totalBytes > 0 ? sentBytes / totalBytes : 0;
    const tenth = Math.floor((100 * share) / step);
    const higher = tenth > this.#lastTenth;
    this.#lastTenth = tenth;
    if (!moving || !higher || tenth === 0 || tenth * step >= 100) return null;
    const percent = words.percent((tenth * step) / 100);
    const uploading = items.find(({ phase }) => phase === 'uploading');
    return count > 1 || !uploading
      ? words.term('sayTotal', { percent })
      : words.term('sayProgress', { name: uploading.title, percent });
  }
}
