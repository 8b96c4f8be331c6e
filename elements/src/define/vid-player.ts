import { VidPlayer } from '../player/vid-player.ts';

if (!customElements.get('vid-player')) customElements.define('vid-player', VidPlayer);

declare global {
  interface HTMLElementTagNameMap {
    'vid-player': VidPlayer;
  }
}
