import { draw } from './draw.ts';

export const likeIcon = /* @__PURE__ */ draw(
  'M7.5 11v9h-2A1.5 1.5 0 0 1 4 18.5v-6A1.5 1.5 0 0 1 5.5 11h2L11 3.8c1.3 0 2.3 1.1 2.1 2.4L12.6 10h5.6c1.2 0 2.1 1.1 1.8 2.3l-1.4 6.2c-.2.9-1 1.5-1.9 1.5H7.5',
);
export const likeFilledIcon = /* @__PURE__ */ draw(
  'M7.5 11v9h-2A1.5 1.5 0 0 1 4 18.5v-6A1.5 1.5 0 0 1 5.5 11h2L11 3.8c1.3 0 2.3 1.1 2.1 2.4L12.6 10h5.6c1.2 0 2.1 1.1 1.8 2.3l-1.4 6.2c-.2.9-1 1.5-1.9 1.5H7.5',
  'solid',
);
export const replyIcon = /* @__PURE__ */ draw(
  'M9.5 6 4 11.5 9.5 17M4 11.5h9.5a6 6 0 0 1 6 6V18',
  'directional',
);
export const commentIcon = /* @__PURE__ */ draw(
  'M6.5 4.5h11A2.5 2.5 0 0 1 20 7v7.5a2.5 2.5 0 0 1-2.5 2.5H12l-4.5 3.5V17h-1A2.5 2.5 0 0 1 4 14.5V7a2.5 2.5 0 0 1 2.5-2.5Z',
);
export const userIcon = /* @__PURE__ */ draw(
  'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20c.6-3.4 3.6-5.5 7.5-5.5s6.9 2.1 7.5 5.5',
);
export const bellIcon = /* @__PURE__ */ draw(
  'M12 3.5a6 6 0 0 0-6 6v3.3L4.3 16.3a.5.5 0 0 0 .45.7h14.5a.5.5 0 0 0 .45-.7L18 12.8V9.5a6 6 0 0 0-6-6ZM9.8 20a2.4 2.4 0 0 0 4.4 0',
);
export const signOutIcon = /* @__PURE__ */ draw(
  'M10 4H5.5A1.5 1.5 0 0 0 4 5.5v13A1.5 1.5 0 0 0 5.5 20H10M15.5 7.5 20 12l-4.5 4.5M20 12H9.5',
  'directional',
);
