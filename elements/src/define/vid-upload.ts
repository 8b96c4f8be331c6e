import { VidUpload } from '../upload/vid-upload.ts';

// Only who watches what was uploaded loads the player.
VidUpload.loadPlayer ??= () => import('./vid-player.ts');

if (!customElements.get('vid-upload')) customElements.define('vid-upload', VidUpload);
