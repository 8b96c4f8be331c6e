import { unsafeCSS, type CSSResult } from 'lit';

import { coreRoles, declare } from './core-roles.ts';
import { overlayRoles } from './overlay-roles.ts';

/**
 * Every design token by role. A page themes us by setting `--vid-<role>` on the element or any ancestor,
 * most often `--vid-accent` alone; our own styles read the private `--_<role>`, which falls back to these values.
 * Declaring `--vid-*` itself on `:host` would win over the page's ancestors, hence the two names.
 *
 * Colours follow the page's `color-scheme` through `light-dark()`. Contrast: text ≥ 4.5:1, controls ≥ 3:1.
 */
const roles = {
  ...coreRoles,
  ...overlayRoles,
  /** The accent, made dark or light enough to be read as text on a surface. */
  'accent-ink': `light-dark(
    oklch(from var(--_accent) min(l, 0.52) c h),
    oklch(from var(--_accent) max(l, 0.76) min(c, 0.14) h)
  )`,
  'accent-hover': 'color-mix(in oklch, var(--_accent), light-dark(black, white) 10%)',
  'accent-active': 'color-mix(in oklch, var(--_accent), light-dark(black, white) 18%)',
  'accent-soft': 'color-mix(in oklab, var(--_accent) 12%, var(--_surface))',

  surface: 'light-dark(oklch(1 0 0), oklch(0.19 0.006 270))',
  'surface-raised': 'light-dark(oklch(1 0 0), oklch(0.235 0.008 270))',
  'surface-sunken': 'light-dark(oklch(0.97 0.003 270), oklch(0.155 0.006 270))',
  text: 'light-dark(oklch(0.22 0.012 270), oklch(0.95 0.004 270))',
  'text-muted': 'light-dark(oklch(0.48 0.014 270), oklch(0.73 0.012 270))',
  border: 'light-dark(oklch(0.905 0.006 270), oklch(0.32 0.01 270))',
  /** For the outline of a control, which must be seen. */
  'border-strong': 'light-dark(oklch(0.61 0.012 270), oklch(0.56 0.012 270))',
  hover: 'color-mix(in oklab, var(--_text) 7%, transparent)',
  active: 'color-mix(in oklab, var(--_text) 13%, transparent)',

  positive: 'light-dark(oklch(0.52 0.13 152), oklch(0.76 0.15 152))',
  caution: 'light-dark(oklch(0.53 0.12 70), oklch(0.81 0.14 80))',
  critical: 'light-dark(oklch(0.53 0.2 25), oklch(0.73 0.16 22))',
  'positive-soft': 'color-mix(in oklab, var(--_positive) 12%, var(--_surface))',
  'caution-soft': 'color-mix(in oklab, var(--_caution) 12%, var(--_surface))',
  'critical-soft': 'color-mix(in oklab, var(--_critical) 10%, var(--_surface))',

  'size-xl': 'max(20px, 1.25rem)',
  'size-xxl': 'max(28px, 1.75rem)',

  'space-1': '4px',
  'space-2': '8px',
  'space-3': '12px',
  'space-4': '16px',
  'space-6': '24px',
  'space-8': '32px',
  'space-12': '48px',
} as const;

export type TokenRole = keyof typeof roles;

/** The tokens as the body of a CSS rule, for a page of ours that declares them on `:root`. */
export const tokenDeclarations: string = declare(roles);

/** The tokens for an element: first in its `static styles`; then write `var(--_surface)`, `var(--_space-2)` … */
export const tokens: CSSResult = unsafeCSS(`:host {\n${tokenDeclarations}\n}`);
