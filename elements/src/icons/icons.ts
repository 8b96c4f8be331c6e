import { html, type TemplateResult } from 'lit';

export type Icon = TemplateResult<1>;

/**
 * One drawn set: a 24 px box, a 1.75 px round stroke, one path each. Hidden from assistive technology, since the
 * control around it carries the name. Sized by font size through the class `icon` of `controls.styles.ts`.
 */
const draw = (d: string, kind = ''): Icon =>
  html`<svg
    class="icon ${kind}"
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill=${kind === 'solid' ? 'currentColor' : 'none'}
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d=${d}></path>
  </svg>`;

// Playback
export const playIcon = /* @__PURE__ */ draw(
  'M7.5 4.9v14.2a.6.6 0 0 0 .92.5l11-7.1a.6.6 0 0 0 0-1l-11-7.1a.6.6 0 0 0-.92.5Z',
  'solid',
);
export const pauseIcon = /* @__PURE__ */ draw('M7 5h2.4v14H7ZM14.6 5H17v14h-2.4Z', 'solid');
export const replayIcon = /* @__PURE__ */ draw('M4.5 4v5h5M4.9 9A8 8 0 1 1 4 12.6');
export const volumeHighIcon = /* @__PURE__ */ draw(
  'M4 9.5v5h3.2l4.8 4v-13l-4.8 4ZM15.5 9a4.2 4.2 0 0 1 0 6M18.2 6.3a8 8 0 0 1 0 11.4',
);
export const volumeLowIcon = /* @__PURE__ */ draw('M4 9.5v5h3.2l4.8 4v-13l-4.8 4ZM15.5 9a4.2 4.2 0 0 1 0 6');
export const volumeMutedIcon = /* @__PURE__ */ draw('M4 9.5v5h3.2l4.8 4v-13l-4.8 4ZM16 9.5l5 5M21 9.5l-5 5');
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

// Ways and marks
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
export const alertIcon = /* @__PURE__ */ draw('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7.5v5.5M12 16.4v.1');
export const retryIcon = /* @__PURE__ */ draw('M19.5 4v5h-5M19.1 9A8 8 0 1 0 20 12.6');
export const searchIcon = /* @__PURE__ */ draw(
  'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.2 15.2 20 20',
);
export const menuIcon = /* @__PURE__ */ draw('M4 6.5h16M4 12h16M4 17.5h16');

// Files and actions
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
export const editIcon = /* @__PURE__ */ draw('M14.5 5.5 18.5 9.5 8.5 19.5 4 20l.5-4.5ZM12.5 7.5l4 4');
export const trashIcon = /* @__PURE__ */ draw(
  'M4 6.5h16M9 6.5V4.7c0-.4.3-.7.7-.7h4.6c.4 0 .7.3.7.7v1.8M6 6.5l.9 12.1c.1.8.7 1.4 1.5 1.4h7.2c.8 0 1.4-.6 1.5-1.4L18 6.5M10 10.5v5.5M14 10.5v5.5',
);
export const sendIcon = /* @__PURE__ */ draw('M4.5 5 20 12 4.5 19l2-7ZM6.5 12H13', 'directional');
export const undoIcon = /* @__PURE__ */ draw('M8.5 5 4 9.5 8.5 14M4 9.5h10a5 5 0 0 1 0 10h-3', 'directional');

// People and talk
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

// State and place
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
