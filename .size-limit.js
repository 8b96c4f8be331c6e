import { readFileSync } from 'node:fs';

/** Byte budgets of what a page loads, Lit included, by what its visitors do. Needs `rollup -c --configOnly cdn`. */
const folder = new URL('elements/dist/cdn/', import.meta.url);
const { files } = JSON.parse(readFileSync(new URL('integrity.json', folder), 'utf8'));

/** A file with everything that it imports at once. */
const withImports = (name, found = new Set()) => {
  if (found.has(name)) return found;
  found.add(name);
  for (const imported of files[name].imports) withImports(imported, found);
  return found;
};

const chunk = (name) => Object.keys(files).find((file) => file.startsWith(`chunks/${name}-`));

const budget = (name, entry, limit) => ({
  name,
  path: [...new Set([entry].flat().flatMap((one) => [...withImports(one)]))].map(
    (file) => `elements/dist/cdn/${file}`,
  ),
  brotli: true,
  limit,
});

/** A budget that does not count one of its files. */
const without = (file, { path, ...rest }) => ({ ...rest, path: path.filter((one) => !one.endsWith(file)) });

/** A file alone, of which the page has the rest already. */
const alone = (name, file, limit) => ({ name, path: `elements/dist/cdn/${file}`, brotli: true, limit });

/** What begins to play comes in one piece: each file that it waits for is a round trip before the first picture. */
for (const [name, allowed] of [
  ['vid-player.js', []],
  [chunk('start'), ['vid-player.js']],
]) {
  const more = files[name].imports.filter((file) => !allowed.includes(file));
  if (more.length > 0) throw new Error(`${name} waits for ${more.join(', ')}`);
}

export default [
  budget('vid-player before interest', 'vid-player.js', '14 KiB'),
  without(
    chunk('start'),
    budget('vid-player with its controls, without what plays', chunk('controls'), '40 KiB'),
  ),
  budget('vid-player until the first frame', chunk('start'), '50 KiB'),
  budget(
    'vid-player until steady playback',
    [chunk('controls'), chunk('hls-engine'), chunk('own-hls')],
    '150 KiB',
  ),
  alone('what tells of views', chunk('beacon'), '2 KiB'),
  budget('client of framed players', 'embed.js', '2 KiB'),
  budget('vid-upload before a file', 'vid-upload.js', '14 KiB'),
  budget(
    'vid-upload with a file, its list and its transfer',
    ['vid-upload.js', chunk('upload-desk'), chunk('checksum.worker'), chunk('inspect-file')],
    '43 KiB',
  ),
  budget('vid-comments while reading', 'vid-comments.js', '24.25 KiB'),
];
