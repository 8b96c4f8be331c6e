/** Code of pages that use the tags, by file name; a line after `@ts-expect-error` has to be wrong. */
export const frameworkSamples: Readonly<Record<string, string>> = {
  'react.tsx': `import './react.js';
import type { VidPlayer } from './elements.js';
import { useRef } from 'react';
export const Good = () => {
  const player = useRef<VidPlayer>(null);
  return (
    <vid-player ref={player} video-id="x" muted start-time={3} className="a" getToken={async () => 'token'}
      onvid-playback={({ detail }) => detail.title.length} ontimeupdate={() => player.current?.currentTime.toFixed()}>
      <track src="x" />
    </vid-player>
  );
};
export const Comments = () => (
  <vid-comments video-id="x" sort="oldest" onvid-comment-posted={({ detail }) => detail.comment.id} />
);
// @ts-expect-error no text for a boolean
export const WrongType = () => <vid-player muted="yes" />;
// @ts-expect-error not one of its values
export const WrongValue = () => <vid-player preload="soon" />;
// @ts-expect-error no attribute of it
export const WrongName = () => <vid-upload nonsense={1} />;
`,
  'vue.ts': `import './vue.js';
import type { GlobalComponents } from 'vue';
type Player = InstanceType<GlobalComponents['vid-player']>['$props'];
export const good: Player = { 'video-id': 'x', muted: true, onVidPlayback: ({ detail }) => detail.title };
// @ts-expect-error no text for a boolean
export const wrong: Player = { muted: 'yes' };
`,
  'svelte.ts': `import './svelte.js';
import type { SvelteHTMLElements } from 'svelte/elements';
type Player = SvelteHTMLElements['vid-player'];
export const good: Player = { 'video-id': 'x', muted: true, 'onvid-playback': ({ detail }) => detail.title };
// @ts-expect-error no text for a boolean
export const wrong: Player = { muted: 'yes' };
`,
  'plain.ts': `import '../src/define/vid-player.ts';
export const player = document.createElement('vid-player');
player.videoId = 'x';
// @ts-expect-error no text for a number
player.startTime = 'soon';
`,
  // As much of the two as their types lean on; those of React are the real ones.
  'vue-itself.d.ts': `declare module 'vue' {
  interface GlobalComponents {}
  interface HTMLAttributes { class?: unknown }
}
`,
  'svelte-itself.d.ts': `declare module 'svelte/elements' {
  interface SvelteHTMLElements {}
  interface HTMLAttributes<T extends EventTarget> { class?: string; onfocus?: (event: FocusEvent & { target: T }) => void }
}
`,
};
