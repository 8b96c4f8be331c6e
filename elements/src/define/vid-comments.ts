import { VidComments } from '../comments/vid-comments.ts';

if (!customElements.get('vid-comments')) customElements.define('vid-comments', VidComments);
