/**
 * The roles that every element needs, the player's first bytes among them; those of surfaces are in `tokens.ts`.
 */
export const coreRoles = {
  accent: 'oklch(0.55 0.2 272)',
  /** Black or white, whichever reads better on the accent. */
  'accent-text': 'oklch(from var(--_accent) clamp(0, (0.66 - l) * 1000, 1) 0 0)',
  /* The player lies on pictures, so these are the same in light and dark. */
  control: 'oklch(1 0 0)',
  played: 'oklch(from var(--_accent) max(l, 0.66) c h)',

  'font-mono': 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  /* Follow the reader's text size, but not a page's `html { font-size: 62.5% }`. */
  'size-xs': 'max(12px, 0.75rem)',
  'size-s': 'max(13px, 0.8125rem)',
  'size-m': 'max(14px, 0.875rem)',
  'size-l': 'max(16px, 1rem)',

  'radius-s': '4px',
  'radius-m': '8px',
  'radius-full': '999px',

  quick: '120ms',
  smooth: '200ms',
  ease: 'cubic-bezier(0.2, 0, 0, 1)',
} as const;

/** Roles as the body of a CSS rule. */
export const declare = (roles: Readonly<Record<string, string>>): string =>
  Object.entries(roles)
    .map(([role, value]) => `--_${role}: var(--vid-${role}, ${value});`)
    .join('\n');
