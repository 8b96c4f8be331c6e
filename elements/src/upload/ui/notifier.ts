import { isStored, type UploadItem } from '../model/upload-item.ts';
import type { ListWords } from './list-words.ts';

/** `off` until the viewer asks for them, `blocked` when the browser or the viewer said no, `none` where there are none. */
export type NotifierState = 'none' | 'off' | 'on' | 'blocked';

/** Tells of what became of uploads while the page is hidden. Asks the browser in a click, and never by itself. */
export class Notifier {
  #state: NotifierState = isPossible() ? 'off' : 'none';

  get state(): NotifierState {
    return this.#state;
  }

  /** Call it in a click. Calling it again turns them off. */
  async toggle(): Promise<void> {
    if (this.#state === 'on') {
      this.#state = 'off';
      return;
    }
    const answer = await Notification.requestPermission().catch(() => 'denied' as const);
    this.#state = answer === 'granted' ? 'on' : answer === 'denied' ? 'blocked' : 'off';
  }

  /** Compares two states of one file, and says what is new when nobody is looking. */
  tell(before: UploadItem | undefined, now: UploadItem, words: ListWords): void {
    if (this.#state !== 'on' || document.visibilityState === 'visible' || !before) return;
    const { title: name } = now;
    const text =
      now.phase === 'failed' && before.phase !== 'failed'
        ? words.term('sayFailed', { name })
        : now.phase === 'ready' && before.phase !== 'ready'
          ? words.term('sayReady', { name })
          : isStored(now) && !isStored(before)
            ? words.term('sayStored', { name })
            : null;
    if (text) show(text, now.id);
  }
}

const isPossible = (): boolean => {
  try {
    // Frames of another site are never allowed to ask.
    return 'Notification' in globalThis && globalThis.top?.location.origin === location.origin;
  } catch {
    return false;
  }
};

/** A later word about a file takes the place of the earlier one. */
const show = (text: string, id: string): void => {
  try {
    const notification = new Notification(text, { tag: `vid-upload ${id}` });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  } catch {
    // Some browsers have them for service workers only: the list says the same.
  }
};
