import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';

import type { StageGlobals } from './globals.ts';

const rightToLeft = new Set(['ar']);

/** Puts a story on a surface of ours with the theme, language, direction, accent and width of the toolbar. */
export const onStage: Decorator = (story, { globals, parameters, viewMode }) => {
  const { theme, language, direction, accent, width } = globals as StageGlobals;
  const dir = direction !== 'auto' ? direction : rightToLeft.has(language) ? 'rtl' : 'ltr';
  const inlineSize = width || ((parameters['width'] as number | undefined) ?? 0);
  const dress = (stage?: Element): void => {
    if (!(stage instanceof HTMLElement)) return;
    stage.style.setProperty('color-scheme', theme === 'system' ? 'light dark' : theme);
    if (accent) stage.style.setProperty('--vid-accent', accent);
    else stage.style.removeProperty('--vid-accent');
    stage.style.setProperty('--stage-width', inlineSize ? `${inlineSize}px` : '100%');
  };
  // The elements follow their own and the page's language; that of a box between is read anew with a new element.
  return html`<div class="stage ${viewMode === 'docs' ? '' : 'alone'}" lang=${language} dir=${dir} ${ref(dress)}>
    <div class="stage-inner">${keyed(`${language} ${dir}`, story())}</div>
  </div>`;
};
