import { defineMessages } from '@vidkit/elements/localize';

import { messages } from './studio.en.ts';

export type { StudioMessageKey } from './studio.en.ts';

/** The studio's catalogue: English at once, other languages when a reader needs them. */
export const studioMessages = defineMessages(messages, { de: () => import('./studio.de.ts') });
