import { html, type TemplateResult } from 'lit';

export type Icon = TemplateResult<1>;

/**
 * One drawn set: a 24 px box, a 1.75 px round stroke, one path each. Hidden from assistive technology, since the
 * control around it carries the name. Sized by font size through the class `icon` of `controls.styles.ts`.
 */
export const draw = (d: string, kind = ''): Icon =>
  html`<svg
    class="icon ${kind}"
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill=${kind === 'solid' ? 'currentColor' : 'none'}
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d=${d}></path>
  </svg>`;
