import type { Meta, StoryObj } from '@storybook/web-components-vite';
import * as icons from '@vidkit/elements/icons';
import { tokenDeclarations } from '@vidkit/elements/styles/tokens';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

const meta: Meta = { title: 'Foundations', parameters: { controls: { disable: true } } };
export default meta;

type Story = StoryObj;

/** Every role, as the tokens declare it. */
const roles = [...tokenDeclarations.matchAll(/^--_([\w-]+):/gm)].map(([, role]) => role ?? '');
const scales = ['size-', 'space-', 'radius-'];
const others = ['font-mono', 'quick', 'smooth', 'ease', 'shadow'];
const colours = roles.filter(
  (role) => !others.includes(role) && !scales.some((scale) => role.startsWith(scale)),
);

/** Sets a CSS property from a template: style attributes are what strict policies forbid. */
const withProperty = (name: string, value: string) =>
  ref((element) => {
    if (element instanceof HTMLElement) element.style.setProperty(name, value);
  });

const specimens = (items: readonly { name: string; show: TemplateResult }[]): TemplateResult =>
  html`<ul class="specimens">
    ${items.map(
      ({ name, show }) =>
        html`<li class="specimen">
          ${show}<code>${name}</code>
        </li>`,
    )}
  </ul>`;

/** By role, never by hue. Set `--vid-<role>` on an element or any ancestor; `--vid-accent` alone themes everything. */
export const Colour: Story = {
  render: () =>
    html`<h2>Colour</h2>
      ${specimens(
        colours.map((role) => ({
          name: `--vid-${role}`,
          show: html`<div class="swatch" ${withProperty('--swatch', `var(--_${role})`)}></div>`,
        })),
      )}`,
};

/** In the font of the page; sizes follow the reader's own. */
export const Type: Story = {
  render: () =>
    html`<h2>Type</h2>
      ${specimens(
        roles
          .filter((role) => role.startsWith('size-'))
          .map((role) => ({
            name: `--vid-${role}`,
            show: html`<span class="sample" ${withProperty('--sample', `var(--_${role})`)}>Video 0:42</span>`,
          })),
      )}`,
};

/** On a grid of 4 px. */
export const Space: Story = {
  render: () =>
    html`<h2>Space</h2>
      ${specimens(
        roles
          .filter((role) => role.startsWith('space-'))
          .map((role) => ({
            name: `--vid-${role}`,
            show: html`<div class="measure" ${withProperty('--measure', `var(--_${role})`)}></div>`,
          })),
      )}
      <h2>Radius</h2>
      ${specimens(
        roles
          .filter((role) => role.startsWith('radius-'))
          .map((role) => ({
            name: `--vid-${role}`,
            show: html`<div class="corner" ${withProperty('--corner', `var(--_${role})`)}></div>`,
          })),
      )}`,
};

/** One drawn set: a box of 24 px, a stroke of 1.75 px. Named by the control around it. */
export const Icons: Story = {
  render: () =>
    html`<h2>Icons</h2>
      ${specimens(
        Object.entries(icons).map(([name, icon]) => ({
          name,
          show: html`<span class="glyph">${icon}</span>`,
        })),
      )}`,
};
