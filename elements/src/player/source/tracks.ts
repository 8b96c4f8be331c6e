import type { TextTrack } from '@vidkit/contracts/schemas/playback';

/**
 * Makes the `<track>` children of the inner video those of the element and of the playback. Tracks that stay are
 * not touched, so that what is being read goes on. `native` leaves showing the default track to the browser.
 */
export const syncTracks = (
  media: HTMLVideoElement,
  element: Element,
  given: readonly TextTrack[],
  native: boolean,
): void => {
  const wanted = [
    ...[...element.querySelectorAll<HTMLTrackElement>(':scope > track')].map((track) => ({
      kind: track.kind,
      language: track.srclang,
      label: track.label,
      url: track.src,
      default: track.default,
      forced: false,
    })),
    ...given,
  ].filter(({ url, kind }) => url && kind !== 'chapters');

  const keyOf = ({ kind, language, url, forced }: (typeof wanted)[number]): string =>
    // The token in the path changes with each renewal; the file does not.
    `${forced ? 'forced' : kind} ${language} ${url.replace(/\/p\/[^/]+\//, '/p/')}`;
  const present = new Map(
    [...media.querySelectorAll('track')].map((track) => [track.dataset['key'] ?? '', track]),
  );

  for (const track of wanted) {
    const key = keyOf(track);
    const kept = present.get(key);
    if (kept) {
      present.delete(key);
      // A track that nobody has read yet takes the renewed address.
      if (kept.readyState === HTMLTrackElement.NONE && kept.src !== track.url) kept.src = track.url;
      continue;
    }
    const child = document.createElement('track');
    child.dataset['key'] = key;
    child.kind = track.kind;
    child.srclang = track.language;
    child.label = track.label || track.language;
    child.src = track.url;
    child.default = track.default && native;
    if (track.default) child.dataset['preferred'] = '';
    if (track.forced) child.dataset['forced'] = '';
    media.append(child);
  }
  for (const track of present.values()) track.remove();
};
