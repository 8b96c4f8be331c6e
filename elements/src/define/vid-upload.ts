import { VidUpload } from '../upload/vid-upload.ts';

if (!customElements.get('vid-upload')) customElements.define('vid-upload', VidUpload);
