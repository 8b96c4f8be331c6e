import { refuseFrame } from '@vidkit/elements/embed/refuse-frame';

/** An embed page without a video: says so to people in the page, and here to the page around it. */
const main = document.querySelector<HTMLElement>('main[data-refused]');
if (main && window.parent !== window) refuseFrame(main.dataset['refused'] ?? '', document.title);
