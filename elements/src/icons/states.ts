import { draw } from './draw.ts';

// What the player shows before its controls are loaded: kept apart, so that its first bytes carry only these.

export const playIcon = /* @__PURE__ */ draw(
  'M7.5 4.9v14.2a.6.6 0 0 0 .92.5l11-7.1a.6.6 0 0 0 0-1l-11-7.1a.6.6 0 0 0-.92.5Z',
  'solid',
);
export const alertIcon = /* @__PURE__ */ draw('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7.5v5.5M12 16.4v.1');
export const retryIcon = /* @__PURE__ */ draw('M19.5 4v5h-5M19.1 9A8 8 0 1 0 20 12.6');
export const volumeMutedIcon = /* @__PURE__ */ draw('M4 9.5v5h3.2l4.8 4v-13l-4.8 4ZM16 9.5l5 5M21 9.5l-5 5');
