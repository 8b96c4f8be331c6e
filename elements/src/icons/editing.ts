import { draw } from './draw.ts';

export const editIcon = /* @__PURE__ */ draw('M14.5 5.5 18.5 9.5 8.5 19.5 4 20l.5-4.5ZM12.5 7.5l4 4');
export const trashIcon = /* @__PURE__ */ draw(
  'M4 6.5h16M9 6.5V4.7c0-.4.3-.7.7-.7h4.6c.4 0 .7.3.7.7v1.8M6 6.5l.9 12.1c.1.8.7 1.4 1.5 1.4h7.2c.8 0 1.4-.6 1.5-1.4L18 6.5M10 10.5v5.5M14 10.5v5.5',
);
export const sendIcon = /* @__PURE__ */ draw('M4.5 5 20 12 4.5 19l2-7ZM6.5 12H13', 'directional');
export const undoIcon = /* @__PURE__ */ draw('M8.5 5 4 9.5 8.5 14M4 9.5h10a5 5 0 0 1 0 10h-3', 'directional');
