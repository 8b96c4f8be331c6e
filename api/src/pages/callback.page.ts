import { cardPage } from './card.ts';
import { html } from './html.ts';
import type { Messages } from './messages.ts';

/**
 * The last page of the sign-in window: hands code and state to the page that opened it. `origin` is the
 * registered one, found by the site's id; nothing in the address can change who receives the message.
 */
export const callbackPage = (
  messages: Messages,
  { origin, failed }: { origin: string; failed: boolean },
): string =>
  cardPage({
    messages,
    title: failed ? messages.callbackFailedTitle : messages.callbackTitle,
    scripts: ['callback'],
    content: html` <div data-target-origin="${origin}">
      <p class="lead" data-going>${failed ? messages.callbackFailedText : messages.callbackText}</p>
      <p class="lead" data-no-opener hidden aria-live="polite">${messages.callbackNoOpener}</p>
      <noscript><p class="lead">${messages.callbackNoOpener}</p></noscript>
    </div>`,
  });
