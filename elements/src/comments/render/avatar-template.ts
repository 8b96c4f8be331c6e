import { html } from 'lit';

import type { Person } from '@vidkit/contracts/schemas/basics';

import { userIcon } from '../../icons/people.ts';

/** A person's picture, or the first letter of their name. For the eyes only: the name stands beside it. */
export const avatarTemplate = (person: Person | null) =>
  html`<span class="avatar" part="avatar" aria-hidden="true"
    >${
      person?.avatarUrl && /^https?:/i.test(person.avatarUrl)
        ? html`<img
            src=${person.avatarUrl}
            alt=""
            width="32"
            height="32"
            loading="lazy"
            referrerpolicy="no-referrer"
          />`
        : (initialOf(person?.name ?? '') ?? userIcon)
    }</span
  >`;

const initialOf = (name: string): string | null => {
  const first = /[\p{L}\p{N}]/u.exec(name)?.[0];
  return first ? first.toLocaleUpperCase() : null;
};
