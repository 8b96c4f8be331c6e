import { draw } from './draw.ts';

export const checkIcon = /* @__PURE__ */ draw('m5 12.5 4.5 4.5L19 7.5');
export const chevronLeftIcon = /* @__PURE__ */ draw('m14.5 6-6 6 6 6', 'directional');
export const chevronRightIcon = /* @__PURE__ */ draw('m9.5 6 6 6-6 6', 'directional');
export const chevronDownIcon = /* @__PURE__ */ draw('m6 9.5 6 6 6-6');
export const closeIcon = /* @__PURE__ */ draw('m6 6 12 12M18 6 6 18');
export const plusIcon = /* @__PURE__ */ draw('M12 5v14M5 12h14');
export const moreIcon = /* @__PURE__ */ draw(
  'M6 10.9a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2ZM12 10.9a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2ZM18 10.9a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2Z',
  'solid',
);
export const externalIcon = /* @__PURE__ */ draw(
  'M14 4h6v6M20 4l-9 9M18 14v4.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 4 18.5v-11A1.5 1.5 0 0 1 5.5 6H10',
  'directional',
);
export const searchIcon = /* @__PURE__ */ draw(
  'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.2 15.2 20 20',
);
export const menuIcon = /* @__PURE__ */ draw('M4 6.5h16M4 12h16M4 17.5h16');
