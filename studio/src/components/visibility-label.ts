import type { Visibility } from '@vidkit/contracts/schemas/video';
import { calendarIcon, globeIcon, linkIcon, lockIcon } from '@vidkit/elements/icons';
import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';

import { StudioElement } from './studio-element.ts';

const icons = { public: globeIcon, unlisted: linkIcon, private: lockIcon, scheduled: calendarIcon };

/** Who sees a video, as an icon and a word; for a scheduled one also when. */
export class VisibilityLabel extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 8px;
      }

      span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--_text-muted);
        line-height: 1.3;
      }

      .when {
        font-size: var(--_size-xs);
        line-height: 1.35;
      }

      .icon {
        font-size: 13px;
      }
    `,
  ];

  @property() visibility: Visibility = 'private';
  @property({ attribute: false }) publishAt: string | null = null;

  override render() {
    const time = this.visibility === 'scheduled' ? this.publishAt : null;
    return html`
      <span>${icons[this.visibility]}${this.t(`visibility_${this.visibility}`)}</span>
      ${
        time === null
          ? nothing
          : html`<time class="muted when" datetime=${time}
            >${this.localize.date(time, { dateStyle: 'medium', timeStyle: 'short' })}</time
          >`
      }
    `;
  }
}
