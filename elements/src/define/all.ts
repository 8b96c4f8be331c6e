import './vid-player.ts';
import './vid-upload.ts';
import './vid-comments.ts';
