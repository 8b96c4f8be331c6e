import { draw } from './draw.ts';

export const pauseIcon = /* @__PURE__ */ draw('M7 5h2.4v14H7ZM14.6 5H17v14h-2.4Z', 'solid');
export const replayIcon = /* @__PURE__ */ draw('M4.5 4v5h5M4.9 9A8 8 0 1 1 4 12.6');
export const volumeHighIcon = /* @__PURE__ */ draw(
  'M4 9.5v5h3.2l4.8 4v-13l-4.8 4ZM15.5 9a4.2 4.2 0 0 1 0 6M18.2 6.3a8 8 0 0 1 0 11.4',
);
export const volumeLowIcon = /* @__PURE__ */ draw('M4 9.5v5h3.2l4.8 4v-13l-4.8 4ZM15.5 9a4.2 4.2 0 0 1 0 6');
export const captionsIcon = /* @__PURE__ */ draw(
  'M5.5 5h13A2.5 2.5 0 0 1 21 7.5v9a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 16.5v-9A2.5 2.5 0 0 1 5.5 5ZM10.6 10.4a2.2 2.2 0 1 0 0 3.2M17.4 10.4a2.2 2.2 0 1 0 0 3.2',
);
export const captionsOffIcon = /* @__PURE__ */ draw(
  'M8.5 5h10A2.5 2.5 0 0 1 21 7.5v9c0 .3 0 .6-.1.8M17.5 19h-12A2.5 2.5 0 0 1 3 16.5v-9c0-.9.5-1.7 1.2-2.1M10.2 13.8a2.2 2.2 0 0 1-2.8-3.3M17.4 10.4a2.2 2.2 0 0 0-2.9-.2M3 3l18 18',
);
export const settingsIcon = /* @__PURE__ */ draw(
  'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4ZM9 14.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z',
);
export const pipIcon = /* @__PURE__ */ draw(
  'M10 19H5.5A2.5 2.5 0 0 1 3 16.5v-9A2.5 2.5 0 0 1 5.5 5h13A2.5 2.5 0 0 1 21 7.5V10M14.5 14h5a1.5 1.5 0 0 1 1.5 1.5v2a1.5 1.5 0 0 1-1.5 1.5h-5a1.5 1.5 0 0 1-1.5-1.5v-2a1.5 1.5 0 0 1 1.5-1.5Z',
);
export const fullscreenEnterIcon = /* @__PURE__ */ draw(
  'M4 9V5.5A1.5 1.5 0 0 1 5.5 4H9M15 4h3.5A1.5 1.5 0 0 1 20 5.5V9M20 15v3.5a1.5 1.5 0 0 1-1.5 1.5H15M9 20H5.5A1.5 1.5 0 0 1 4 18.5V15',
);
export const fullscreenExitIcon = /* @__PURE__ */ draw(
  'M9 4v3.5A1.5 1.5 0 0 1 7.5 9H4M20 9h-3.5A1.5 1.5 0 0 1 15 7.5V4M15 20v-3.5a1.5 1.5 0 0 1 1.5-1.5H20M4 15h3.5A1.5 1.5 0 0 1 9 16.5V20',
);
export const skipBackIcon = /* @__PURE__ */ draw('M11 6.5 5.5 12l5.5 5.5M18.5 6.5 13 12l5.5 5.5');
export const skipForwardIcon = /* @__PURE__ */ draw('m13 6.5 5.5 5.5-5.5 5.5M5.5 6.5 11 12l-5.5 5.5');
export const speedIcon = /* @__PURE__ */ draw(
  'M5.6 18.4a9 9 0 1 1 12.8 0M12 14l3.5-4.5M12 12.9a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2Z',
);
export const qualityIcon = /* @__PURE__ */ draw(
  'M4 17.5h3M4 12h8M4 6.5h16M11 17.5h9M16 12h4M9 15.5v4M14 10v4',
);
export const nextIcon = /* @__PURE__ */ draw(
  'M5.5 5.6v12.8a.6.6 0 0 0 .92.5l9.6-6.4a.6.6 0 0 0 0-1L6.42 5.1a.6.6 0 0 0-.92.5ZM17 5h2v14h-2Z',
  'solid',
);
export const deviceIcon = /* @__PURE__ */ draw(
  'M4 9V6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5H14M4 12.5a6.5 6.5 0 0 1 6.5 6.5M4 16a3 3 0 0 1 3 3M4 19v.1',
);
