import { draw } from './draw.ts';

// What the player's menus and panels offer beyond playback.

export const audioTrackIcon = /* @__PURE__ */ draw(
  'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-2.5-2.5A2.5 2.5 0 0 1 9 18ZM19 16a2.5 2.5 0 1 1-2.5-2.5A2.5 2.5 0 0 1 19 16Z',
);
export const chaptersIcon = /* @__PURE__ */ draw(
  'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5v.1M4.5 12v.1M4.5 17.5v.1',
);
export const transcriptIcon = /* @__PURE__ */ draw(
  'M5.5 4h13A1.5 1.5 0 0 1 20 5.5v13a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-13A1.5 1.5 0 0 1 5.5 4ZM8 9h8M8 12.5h8M8 16h5',
);
export const shareIcon = /* @__PURE__ */ draw(
  'M12 15V4M8 7.5 12 3.5l4 4M7 11H5.5A1.5 1.5 0 0 0 4 12.5v6A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5v-6a1.5 1.5 0 0 0-1.5-1.5H17',
);
export const loopIcon = /* @__PURE__ */ draw(
  'M16.5 3.5 20 7l-3.5 3.5M20 7H8a4 4 0 0 0-4 4v1M7.5 20.5 4 17l3.5-3.5M4 17h12a4 4 0 0 0 4-4v-1',
);
export const cameraIcon = /* @__PURE__ */ draw(
  'M5.5 7.5h2.6L9.6 5h4.8l1.5 2.5h2.6A1.5 1.5 0 0 1 20 9v8.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5V9a1.5 1.5 0 0 1 1.5-1.5ZM12 9.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4Z',
);
export const keyboardIcon = /* @__PURE__ */ draw(
  'M4.5 6h15A1.5 1.5 0 0 1 21 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16.5v-9A1.5 1.5 0 0 1 4.5 6ZM7 10v.1M10.3 10v.1M13.7 10v.1M17 10v.1M8 14h8',
);
export const textStyleIcon = /* @__PURE__ */ draw(
  'm3.5 18 4.8-12 4.8 12M5.1 14h6.4M14.5 18l3-7.5 3 7.5M15.5 15.5h4',
);
