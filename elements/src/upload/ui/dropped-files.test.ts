import { expect } from '@open-wc/testing';

import { filesOfEntry, filesOfHandle } from './dropped-files.ts';

/** A folder of the browser's own file system, with real handles. */
const makeFolder = async (paths: readonly string[]): Promise<FileSystemDirectoryHandle> => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(`drop-${crypto.randomUUID()}`, { create: true });
  for (const path of paths) {
    const [name = '', ...above] = path.split('/').reverse();
    let parent = folder;
    for (const step of above.reverse()) parent = await parent.getDirectoryHandle(step, { create: true });
    const writer = await (await parent.getFileHandle(name, { create: true })).createWritable();
    await writer.write(path);
    await writer.close();
  }
  return folder;
};

const tree = [
  'take 10.mp4',
  'take 9.mp4',
  '.hidden.mp4',
  'notes.txt',
  'day 2/b.mov',
  'day 2/a.MKV',
  'day 2/.trash/c.mp4',
  'picture.jpg',
];

/** The older API over the same tree, which only drops of real folders give. */
const entryOf = (path: string, names: readonly string[]): FileSystemDirectoryEntry => {
  const children = new Map<string, string[]>();
  for (const name of names) {
    const [first = '', ...rest] = name.split('/');
    children.set(first, [...(children.get(first) ?? []), ...(rest.length > 0 ? [rest.join('/')] : [])]);
  }
  const entries = [...children].map(([name, below]) =>
    below.length > 0
      ? entryOf(name, below)
      : { name, isDirectory: false, file: (done: (file: File) => void) => done(new File(['…'], name)) },
  );
  return {
    name: path,
    isDirectory: true,
    createReader: () => {
      // Two at a time: the browser hands them out in portions.
      const left = [...entries];
      return { readEntries: (done: (some: unknown[]) => void) => done(left.splice(0, 2)) };
    },
  } as unknown as FileSystemDirectoryEntry;
};

const wanted = ['a.MKV', 'b.mov', 'take 9.mp4', 'take 10.mp4'];

describe('filesOfHandle', () => {
  it('finds the videos of a folder and below it by name, without the hidden and the other', async () => {
    const found = await filesOfHandle(await makeFolder(tree));
    expect(found.map(({ file }) => file.name)).to.deep.equal(wanted);
    expect(found.every(({ handle }) => handle?.kind === 'file')).to.equal(true);
  });

  it('goes no deeper than it is told, and takes an unreadable folder for an empty one', async () => {
    const folder = await makeFolder(['one/two/three/deep.mp4', 'one/near.mp4']);
    expect((await filesOfHandle(folder, 2)).map(({ file }) => file.name)).to.deep.equal(['near.mp4']);
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(folder.name, { recursive: true });
    expect(await filesOfHandle(folder)).to.deep.equal([]);
  });
});

describe('filesOfEntry', () => {
  it('finds the same where there are no handles', async () => {
    const found = await filesOfEntry(entryOf('holiday', tree));
    expect(found.map(({ file }) => file.name)).to.deep.equal(wanted);
  });
});
