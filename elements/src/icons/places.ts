import { draw } from './draw.ts';

export const clockIcon = /* @__PURE__ */ draw('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7.5V12l3 2');
export const calendarIcon = /* @__PURE__ */ draw(
  'M5.5 5h13A1.5 1.5 0 0 1 20 6.5v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-12A1.5 1.5 0 0 1 5.5 5ZM4 10h16M8 3v4M16 3v4',
);
export const lockIcon = /* @__PURE__ */ draw(
  'M6.5 11h11a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 18.5v-6A1.5 1.5 0 0 1 6.5 11ZM8 11V8a4 4 0 0 1 8 0v3',
);
export const globeIcon = /* @__PURE__ */ draw(
  'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c2.5 2.4 3.8 5.5 3.8 9s-1.3 6.6-3.8 9c-2.5-2.4-3.8-5.5-3.8-9s1.3-6.6 3.8-9Z',
);
export const eyeOffIcon = /* @__PURE__ */ draw(
  'M9.5 5.3A9.5 9.5 0 0 1 12 5c4.4 0 7.8 3 9.5 7a12 12 0 0 1-2 3.2M6.3 7A11.8 11.8 0 0 0 2.5 12c1.7 4 5.1 7 9.5 7a9.3 9.3 0 0 0 5-1.4M9.9 9.9a3 3 0 0 0 4.2 4.2M3.5 3.5l17 17',
);
export const eyeIcon = /* @__PURE__ */ draw(
  'M2.5 12c1.7-4 5.1-7 9.5-7s7.8 3 9.5 7c-1.7 4-5.1 7-9.5 7s-7.8-3-9.5-7ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
);
