import { controls } from '@vidkit/elements/styles/controls';
import { hostReset } from '@vidkit/elements/styles/host-reset';
import { Localize } from '@vidkit/elements/localize';
import type { ApiError } from '@vidkit/contracts/client';
import { LitElement, type CSSResultGroup } from 'lit';

import { NoticeEvent, type Notice } from '../app/notice.ts';
import { studioMessages, type StudioMessageKey } from '../messages/studio.messages.ts';
import { pageStyles } from '../styles/page.styles.ts';

/** What every component of the studio has: the shared look, the reader's language, a voice in the notice bar. */
export class StudioElement extends LitElement {
  static override styles: CSSResultGroup = [hostReset, controls, pageStyles];

  protected readonly localize = new Localize(this, studioMessages);

  protected t(key: StudioMessageKey, values?: Record<string, string | number>): string {
    return this.localize.term(key, values);
  }

  /** A failed call in words. */
  protected reason(error: ApiError | null): string {
    if (error?.code === 'not_found') return this.t('error_not_found');
    if (error?.status === 429) return this.t('error_rate_limited');
    return this.t(error?.status === 0 ? 'error_network' : 'error_other');
  }

  protected notify(notice: Notice): void {
    this.dispatchEvent(new NoticeEvent(notice));
  }
}
