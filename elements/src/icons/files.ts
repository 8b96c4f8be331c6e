import { draw } from './draw.ts';

export const uploadIcon = /* @__PURE__ */ draw(
  'M12 16V5M7.5 9 12 4.5 16.5 9M4 16v2.5A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5V16',
);
export const cloudUpIcon = /* @__PURE__ */ draw(
  'M8 18.5H7a4.5 4.5 0 0 1-.7-8.95 6 6 0 0 1 11.55 1.25A3.9 3.9 0 0 1 17.3 18.5H16M12 20.5v-8M9 15l3-3 3 3',
);
export const downloadIcon = /* @__PURE__ */ draw(
  'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 16v2.5A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5V16',
);
export const fileVideoIcon = /* @__PURE__ */ draw(
  'M13.5 3h-7A1.5 1.5 0 0 0 5 4.5v15A1.5 1.5 0 0 0 6.5 21h11a1.5 1.5 0 0 0 1.5-1.5v-11ZM13.5 3v5.5H19M10 12.2v4.6l4-2.3Z',
);
export const filmIcon = /* @__PURE__ */ draw(
  'M5.5 4h13A1.5 1.5 0 0 1 20 5.5v13a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-13A1.5 1.5 0 0 1 5.5 4ZM8 4v16M16 4v16M4 9h4M4 15h4M16 9h4M16 15h4M8 12h8',
);
export const copyIcon = /* @__PURE__ */ draw(
  'M10.5 9h8A1.5 1.5 0 0 1 20 10.5v8a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 9 18.5v-8A1.5 1.5 0 0 1 10.5 9ZM5.5 15A1.5 1.5 0 0 1 4 13.5v-8A1.5 1.5 0 0 1 5.5 4h8A1.5 1.5 0 0 1 15 5.5',
);
export const linkIcon = /* @__PURE__ */ draw(
  'M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.1-1.1',
);
export const codeIcon = /* @__PURE__ */ draw('m8 7.5-5 4.5 5 4.5M16 7.5l5 4.5-5 4.5M13.8 5l-3.6 14');
