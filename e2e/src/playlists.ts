import assert from 'node:assert/strict';

/**
 * Reads a whole presentation as a player would: every playlist is closed, every byte range that it names can be
 * fetched. Returns the heights of its renditions and the seconds of the shortest one.
 */
export const readPresentation = async (
  masterUrl: string,
): Promise<{ readonly heights: readonly number[]; readonly seconds: number }> => {
  const master = await textOf(masterUrl);
  const heights = [...master.matchAll(/^#EXT-X-STREAM-INF:.*RESOLUTION=\d+x(\d+)/gm)].map(([, height]) =>
    Number(height),
  );
  const variants = [...master.matchAll(/^#EXT-X-STREAM-INF:.*\n(.+)$/gm)].map(([, uri]) => uri ?? '');
  const audio = [...master.matchAll(/^#EXT-X-MEDIA:.*URI="([^"]+)"/gm)].map(([, uri]) => uri ?? '');
  const lengths = await Promise.all(
    [...variants, ...audio].map((uri) => readPlaylist(new URL(uri, masterUrl).href)),
  );
  return { heights, seconds: Math.min(...lengths) };
};

/** Seconds of one rendition, all of whose segments were fetched. */
const readPlaylist = async (url: string): Promise<number> => {
  const text = await textOf(url);
  assert.match(text, /#EXT-X-ENDLIST/, url);
  const media = /#EXT-X-MAP:URI="([^"]+)"/.exec(text)?.[1];
  assert.ok(media, url);
  for (const [, length, offset] of text.matchAll(/^#EXT-X-BYTERANGE:(\d+)@(\d+)$/gm)) {
    const first = Number(offset);
    const answer: Response = await fetch(new URL(media, url), {
      headers: { range: `bytes=${first}-${first + Number(length) - 1}` },
    });
    assert.equal(answer.status, 206, url);
    assert.equal((await answer.arrayBuffer()).byteLength, Number(length), url);
  }
  return [...text.matchAll(/^#EXTINF:([\d.]+)/gm)].reduce((sum, [, seconds]) => sum + Number(seconds), 0);
};

const textOf = async (url: string): Promise<string> => {
  const answer = await fetch(url);
  assert.equal(answer.status, 200, url);
  return answer.text();
};
