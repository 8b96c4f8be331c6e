/** The roles of what floats over a picture: loaded with the player's controls, not before. */
export const overlayRoles = {
  scrim: 'oklch(0 0 0 / 0.72)',
  track: 'oklch(1 0 0 / 0.28)',
  buffer: 'oklch(1 0 0 / 0.38)',
  /** The one shadow, for what floats. */
  shadow: '0 1px 2px oklch(0 0 0 / 0.08), 0 8px 24px oklch(0 0 0 / 0.14)',
} as const;
