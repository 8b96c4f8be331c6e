import { expect } from '@open-wc/testing';

import { createFile, createWorld, forgetUploads, until, type World } from './testing/world.ts';
import type { ChecksumRequest } from './transfer/checksum-messages.ts';
import { VidUploader, type UploadItem, type VidUploaderOptions } from './vid-uploader.ts';

const quick = { base: 10, cap: 50 };

describe('VidUploader', () => {
  const open: VidUploader[] = [];

  beforeEach(forgetUploads);

  const createUploader = (
    { apiUrl, getToken }: World,
    more: Partial<VidUploaderOptions> = {},
  ): VidUploader => {
    const uploader = new VidUploader({ apiUrl, getToken, retry: quick, ...more });
    open.push(uploader);
    return uploader;
  };

  const only = (uploader: VidUploader): UploadItem => {
    const [item] = uploader.items;
    if (!item) throw new Error('There is no item.');
    return item;
  };

  const reaches = (uploader: VidUploader, phase: UploadItem['phase'], patience?: number) =>
    until(
      `${phase}, is ${uploader.items.map((item) => `${item.phase} ${item.problem?.code ?? ''}`).join()}`,
      () => {
        const item = only(uploader);
        if (item.phase === 'failed' && phase !== 'failed') throw new Error(`failed: ${item.problem?.code}`);
        return item.phase === phase;
      },
      patience,
    );

  afterEach(() => {
    for (const uploader of open.splice(0)) uploader.dispose();
  });

  it('replaces the source of a video, and keeps that apart from uploads of new ones', async () => {
    const world = await createWorld({ pace: 300_000 });
    const replaces = '01890a5d-ac96-774b-bcce-b302099a8057';
    const file = createFile(1_000_000);
    const before = createUploader(world, { replaces });
    before.add([file]);
    await until('half', () => (before.items[0]?.sentBytes ?? 0) > 450_000);
    before.dispose();
    await world.rules({ pace: 0 });

    const other = createUploader(world);
    await other.restore();
    expect(other.items.some(({ size }) => size === file.size)).to.equal(false);
    const after = createUploader(world, { replaces });
    await after.restore();
    expect(only(after).phase).to.equal('interrupted');
    after.add([file]);
    await reaches(after, 'ready');
    const { uploads } = await world.state();
    expect(uploads.map(({ videoId }) => videoId)).to.deep.equal([replaces]);
  });

  it('reads ahead in the file whose turn it is, and in none that has to wait', async () => {
    const uploader = createUploader(await createWorld());
    uploader.held = true;
    const read: string[] = [];
    const { Worker } = globalThis;
    globalThis.Worker = class extends Worker {
      override postMessage(request: ChecksumRequest): void {
        read.push((request.file as File).name);
        super.postMessage(request);
      }
    };
    const files = ['a.mp4', 'b.mp4', 'c.mp4'].map((name) => createFile(3 * 2 ** 20, name));
    uploader.add(files);
    await until('they wait', () => uploader.items.every(({ phase }) => phase === 'waiting'));
    expect([...new Set(read)]).to.deep.equal(['a.mp4']);
    uploader.held = false;
    await until('all play', () => uploader.items.every(({ phase }) => phase === 'ready'));
    globalThis.Worker = Worker;
    expect([...new Set(read)]).to.deep.equal(['a.mp4', 'b.mp4', 'c.mp4']);
  });

  it('looks at the files of a large folder one after the other', async () => {
    const uploader = createUploader(await createWorld());
    uploader.held = true;
    let [reading, most] = [0, 0];
    const listen = (file: File): File => {
      const slice = file.slice.bind(file);
      file.slice = (start = 0, end = file.size) => {
        const part = slice(start, end);
        const read = part.arrayBuffer.bind(part);
        part.arrayBuffer = async () => {
          // The first and the last MiB, which only a fingerprint reads.
          const large = end - start === 2 ** 20 ? 1 : 0;
          most = Math.max(most, (reading += large));
          return await read().finally(() => (reading -= large));
        };
        return part;
      };
      return file;
    };
    uploader.add(Array.from({ length: 12 }, (_, index) => listen(createFile(3 * 2 ** 20, `${index}.mp4`))));
    await until('they wait', () => uploader.items.every(({ phase }) => phase === 'waiting'));
    expect(most).to.equal(2);
  });

  it('takes a file from the disk to a video that plays', async () => {
    const world = await createWorld();
    const uploader = createUploader(world);
    const phases: string[] = [];
    uploader.addEventListener('change', () => {
      const { phase } = only(uploader);
      if (phases.at(-1) !== phase) phases.push(phase);
    });
    const file = createFile(1_000_000);
    uploader.add([file]);
    await reaches(uploader, 'ready');
    expect(phases).to.deep.equal(['checking', 'waiting', 'uploading', 'completing', 'processing', 'ready']);
    const { uploads, log } = await world.state();
    expect(uploads[0]?.state).to.equal('stored');
    expect(uploads[0]?.storedParts.reduce((sum, { size }) => sum + size, 0)).to.equal(1_000_000);
    const parts = log.filter(({ call }) => call === 'part');
    expect(parts).to.have.length(16);
    expect(parts.every(({ checksum }) => checksum?.length === 8)).to.equal(true);
    const item = only(uploader);
    expect(item.title).to.equal('My first video');
    expect(item.watchUrl).to.equal(`https://video.example.com/watch/${item.videoId}`);
  });

  const callsOf = async (world: World): Promise<string[]> =>
    (await world.state()).log.map(({ call }) => call).filter((call) => call.includes(' uploads'));

  it('sends a small file with two calls where it is read quickly: its first parts come signed with the upload', async () => {
    const world = await createWorld({ obliging: true });
    const uploader = createUploader(world);
    uploader.add([createFile(20_000_000)]);
    await reaches(uploader, 'ready');
    const calls = await callsOf(world);
    expect([calls[0], calls.at(-1)]).to.deep.equal(['POST uploads', 'POST uploads/:id/complete']);
    // Where reading takes longer than a round trip, the rest is signed while the first parts are under way.
    expect(calls.length).to.be.at.most(3);
    const { uploads, log } = await world.state();
    expect(uploads[0]?.partSize).to.equal(8_388_608);
    expect(log.filter(({ call }) => call === 'part')).to.have.length(3);
  });

  it('needs five calls at most for as many parts as 1 GiB has', async () => {
    const world = await createWorld({ pace: 200_000 });
    const uploader = createUploader(world);
    uploader.add([createFile(128 * 65_536)]);
    await reaches(uploader, 'ready');
    expect((await callsOf(world)).length).to.be.at.most(5);
  });

  for (const act of ['drop', 500, 503, 408, 429] as const) {
    it(`survives parts that are answered with ${act}`, async () => {
      const world = await createWorld({ faults: [{ on: 'part', times: 5, act }] });
      const uploader = createUploader(world);
      uploader.add([createFile(600_000)]);
      await reaches(uploader, 'ready');
    });
  }

  it('survives a server that is away at every step', async () => {
    const calls = ['POST uploads', 'POST uploads/:id/parts', 'POST uploads/:id/complete'];
    const world = await createWorld({
      signAhead: 1,
      faults: calls.map((on) => ({ on, times: 3, act: 503 })),
    });
    const uploader = createUploader(world);
    uploader.add([createFile(300_000)]);
    await reaches(uploader, 'ready');
    expect((await world.state()).uploads).to.have.length(1);
  });

  it('gets new URLs when the signed ones have expired', async () => {
    const world = await createWorld({ pace: 400_000 });
    const uploader = createUploader(world);
    uploader.add([createFile(1_000_000)]);
    await until('some bytes', () => (uploader.items[0]?.sentBytes ?? 0) > 100_000);
    await world.rules({ expire: true, pace: 0 });
    await reaches(uploader, 'ready');
  });

  it('sends a part again that the store refused as damaged', async () => {
    const world = await createWorld({ faults: [{ on: 'part', number: 3, times: 2, act: 'corrupt' }] });
    const uploader = createUploader(world);
    uploader.add([createFile(400_000)]);
    await reaches(uploader, 'ready');
    const { log } = await world.state();
    expect(log.filter(({ call, number }) => call === 'part' && number === 3)).to.have.length(3);
  });

  it('completes with what the store says when an ETag came back wrong', async () => {
    const world = await createWorld({ faults: [{ on: 'part', number: 2, times: 1, act: 'lie' }] });
    const uploader = createUploader(world);
    uploader.add([createFile(400_000)]);
    await reaches(uploader, 'ready');
    const { log, uploads } = await world.state();
    expect(log.filter(({ call, number }) => call === 'part' && number === 2)).to.have.length(1);
    expect(uploads[0]?.state).to.equal('stored');
  });

  it('sends a part again that the store has lost by the end', async () => {
    const world = await createWorld({ pace: 120_000 });
    const uploader = createUploader(world);
    uploader.add([createFile(800_000)]);
    await until('some parts', () => (uploader.items[0]?.sentBytes ?? 0) > 400_000);
    await world.rules({ forgetPart: 1, pace: 0 });
    await reaches(uploader, 'ready');
    expect((await world.state()).uploads[0]?.storedParts).to.have.length(13);
  });

  it('begins anew when the server has given the upload up', async () => {
    const world = await createWorld({ pace: 400_000 });
    const uploader = createUploader(world);
    uploader.add([createFile(800_000)]);
    await until('some bytes', () => (uploader.items[0]?.sentBytes ?? 0) > 100_000);
    await world.rules({ abort: true, pace: 0 });
    await reaches(uploader, 'ready');
    expect((await world.state()).uploads.map(({ state }) => state)).to.deep.equal(['aborted', 'stored']);
  });

  it('is content when only the answer to the last call was lost', async () => {
    const world = await createWorld({ faults: [{ on: 'complete-answer', times: 1, act: 'drop' }] });
    const uploader = createUploader(world);
    uploader.add([createFile(200_000)]);
    await reaches(uploader, 'ready');
  });

  it('gives up with a way to try again when the server fails for too long', async () => {
    const world = await createWorld({ faults: [{ on: 'part', times: 10_000, act: 500 }] });
    const uploader = createUploader(world, { retry: { ...quick, budget: 300 } });
    uploader.add([createFile(300_000)]);
    await reaches(uploader, 'failed');
    expect(only(uploader).problem).to.include({ code: 'server_failing', owner: 'server', retryable: true });
    await world.rules({ faults: [] });
    uploader.retry(only(uploader).id);
    await until('ready', () => only(uploader).phase === 'ready');
    expect((await world.state()).uploads).to.have.length(1);
  });

  it('pauses, resumes, and loses nothing', async () => {
    const world = await createWorld({ pace: 300_000 });
    const uploader = createUploader(world);
    uploader.add([createFile(900_000)]);
    await until('some bytes', () => (uploader.items[0]?.sentBytes ?? 0) > 200_000);
    uploader.pause();
    expect(only(uploader).phase).to.equal('paused');
    const { sentBytes } = only(uploader);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(only(uploader).sentBytes).to.equal(sentBytes);
    await world.rules({ pace: 0 });
    uploader.resume();
    await reaches(uploader, 'ready');
  });

  it('cancels on the server too, and can start again', async () => {
    const world = await createWorld({ pace: 200_000 });
    const uploader = createUploader(world);
    uploader.add([createFile(900_000)]);
    await until('some bytes', () => (uploader.items[0]?.sentBytes ?? 0) > 50_000);
    uploader.cancel(only(uploader).id);
    expect(only(uploader).phase).to.equal('canceled');
    await until('aborted', async () => (await world.state()).uploads[0]?.state === 'aborted');
    await world.rules({ pace: 0 });
    uploader.retry(only(uploader).id);
    await reaches(uploader, 'ready');
  });

  it('goes on after a reload when the same file is chosen again', async () => {
    const world = await createWorld({ pace: 300_000 });
    const file = createFile(1_000_000);
    const before = createUploader(world);
    before.add([file]);
    await until('half', () => (before.items[0]?.sentBytes ?? 0) > 450_000);
    before.dispose();
    const stored = (await world.state()).uploads[0]?.storedParts.length ?? 0;
    expect(stored).to.be.greaterThan(1);

    await world.rules({ pace: 0 });
    const after = createUploader(world);
    await after.restore();
    const waiting = after.items.find(({ size }) => size === file.size);
    expect(waiting?.phase).to.equal('interrupted');
    after.add([file]);
    await until('ready', () =>
      after.items.some(({ phase, size }) => phase === 'ready' && size === file.size),
    );
    expect(after.items.filter(({ size }) => size === file.size)).to.have.length(1);
    const { log, uploads } = await world.state();
    expect(uploads).to.have.length(1);
    const sent = log.filter(({ call }) => call === 'part').length;
    expect(sent, 'only what was in flight is sent twice').to.be.at.most(16 + 4);
  });

  it('lists what another device began, and goes on with the same file', async () => {
    const world = await createWorld({ pace: 300_000 });
    const file = createFile(1_000_000);
    const elsewhere = createUploader(world);
    elsewhere.add([file]);
    await until('half', () => (elsewhere.items[0]?.sentBytes ?? 0) > 450_000);
    elsewhere.dispose();
    await forgetUploads();
    await world.rules({ pace: 0 });

    const here = createUploader(world);
    await here.restore();
    expect(only(here)).to.include({
      phase: 'interrupted',
      canReopen: false,
      fileName: file.name,
      size: file.size,
    });
    expect(only(here).sentBytes).to.be.greaterThan(0);
    await here.restore();
    expect(here.items, 'once').to.have.length(1);
    here.add([createFile(1_000_000, 'another.mp4')]);
    await until('another file is another upload', () => here.items[1]?.phase === 'ready');
    expect(only(here).phase).to.equal('interrupted');
    here.add([file]);
    await reaches(here, 'ready');
    const { uploads } = await world.state();
    expect(uploads).to.have.length(2);
  });

  it('shows nothing of the server to somebody who is not signed in, and says nothing', async () => {
    const world = await createWorld({ signedOut: true });
    const uploader = createUploader(world);
    await uploader.restore();
    expect(uploader.items).to.have.length(0);
    uploader.held = true;
    const { log } = await world.state();
    await uploader.restore();
    expect((await world.state()).log).to.have.length(log.length);
  });

  it('goes on by one click where the browser still knows the file', async () => {
    const world = await createWorld({ pace: 300_000 });
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle('kept.mp4', { create: true });
    const writer = await handle.createWritable();
    await writer.write(createFile(1_000_000));
    await writer.close();
    const before = createUploader(world);
    before.add([{ file: await handle.getFile(), handle }]);
    await until('half', () => (before.items[0]?.sentBytes ?? 0) > 450_000);
    before.dispose();
    await world.rules({ pace: 0 });

    const after = createUploader(world);
    await after.restore();
    expect(only(after)).to.include({ phase: 'interrupted', canReopen: true, fileName: 'kept.mp4' });
    expect(await after.reopen(only(after).id)).to.equal(true);
    await until('ready', () => after.items.length === 1 && only(after).phase === 'ready');
    expect((await world.state()).uploads).to.have.length(1);
    await folder.removeEntry('kept.mp4');
  });

  it('does not trust a stored part whose bytes differ from the file', async () => {
    const world = await createWorld({ pace: 300_000 });
    const file = createFile(4_194_304);
    // Edges and samples are the same, so the fingerprint is: only the part's own checksum can tell.
    const bytes = new Uint8Array(await file.arrayBuffer());
    bytes[1_048_576 + 40_000] = 255 - (bytes[1_048_576 + 40_000] ?? 0);
    const other = new File([bytes], file.name);
    const before = createUploader(world);
    before.add([file]);
    await until('half', () => (before.items[0]?.sentBytes ?? 0) > 2_000_000);
    before.dispose();
    await world.rules({ pace: 0 });
    const after = createUploader(world);
    after.add([other]);
    await reaches(after, 'ready');
    const { log, uploads } = await world.state();
    expect(uploads).to.have.length(1);
    expect(log.filter(({ call, number }) => call === 'part' && number === 17)).to.have.length(2);
  });

  it('notices a part that no longer moves', async () => {
    const world = await createWorld({ faults: [{ on: 'part', number: 2, times: 1, act: 'stall' }] });
    const uploader = createUploader(world, { retry: { ...quick, stall: 400 } });
    uploader.add([createFile(300_000)]);
    await reaches(uploader, 'ready');
  });

  it('sends one file after the other', async () => {
    const world = await createWorld({ pace: 30_000 });
    const uploader = createUploader(world);
    uploader.add([createFile(500_000, 'one.mp4'), createFile(500_000, 'two.mp4')]);
    await until('the first moves', () => uploader.items[0]?.phase === 'uploading');
    expect(uploader.items[1]?.phase).to.not.equal('uploading');
    await world.rules({ pace: 0 });
    await until('both ready', () => uploader.items.every(({ phase }) => phase === 'ready'));
  });

  it('refuses what is not a video before the first byte', async () => {
    const world = await createWorld({ maxFileBytes: 1_000 });
    const uploader = createUploader(world);
    uploader.add([
      new File(['just some text, whatever the name says, long enough to see'], 'film.mp4', {
        type: 'video/mp4',
      }),
      new File([], 'empty.mp4'),
      createFile(2_000),
    ]);
    await until('all refused', () => uploader.items.every(({ phase }) => phase === 'failed'));
    expect(uploader.items.map((item) => item.problem?.code)).to.deep.equal([
      'file_type_refused',
      'file_empty',
      'file_too_large',
    ]);
    expect((await world.state()).uploads).to.have.length(0);
  });

  it('refuses the same file twice at once', async () => {
    const world = await createWorld({ pace: 200_000 });
    const uploader = createUploader(world);
    const file = createFile(300_000);
    uploader.add([file, file]);
    await until('the second is refused', () => uploader.items[1]?.phase === 'failed');
    expect(uploader.items[1]?.problem?.code).to.equal('already_uploading');
  });

  it('says why a video could not be processed', async () => {
    const world = await createWorld({ failure: 'file_truncated' });
    const uploader = createUploader(world);
    uploader.add([createFile(100_000)]);
    await reaches(uploader, 'failed');
    expect(only(uploader).problem).to.deep.equal({ code: 'file_truncated', owner: 'file', retryable: false });
  });

  it('waits while it is held, and repeats what failed for want of a person', async () => {
    const world = await createWorld({ signedOut: true });
    const uploader = createUploader(world);
    uploader.add([createFile(100_000)]);
    await reaches(uploader, 'failed');
    expect(only(uploader).problem?.code).to.equal('unauthenticated');
    uploader.held = true;
    await world.rules({ signedOut: false });
    uploader.held = false;
    await until('ready', () => only(uploader).phase === 'ready');
  });

  it('keeps everything when the session ends in the middle, and goes on after a new sign-in', async () => {
    const world = await createWorld({ pace: 300_000, signAhead: 1 });
    const uploader = createUploader(world);
    uploader.add([createFile(900_000)]);
    await until('some bytes', () => (uploader.items[0]?.sentBytes ?? 0) > 300_000);
    await world.rules({ signedOut: true, expire: true });
    await reaches(uploader, 'failed');
    expect(only(uploader).problem).to.deep.equal({
      code: 'unauthenticated',
      owner: 'account',
      retryable: true,
    });
    const before = (await world.state()).uploads[0]?.storedParts.length ?? 0;
    expect(before).to.be.greaterThan(0);
    uploader.held = true;
    await world.rules({ signedOut: false, pace: 0 });
    uploader.held = false;
    await until('ready', () => only(uploader).phase === 'ready');
    expect((await world.state()).uploads).to.have.length(1);
  });

  for (const [code, status, on] of [
    ['quota_exceeded', 413, 'POST uploads/:id/complete'],
    ['storage_full', 507, 'POST uploads/:id/complete'],
    ['storage_full', 507, 'part'],
  ] as const) {
    it(`keeps what is stored when ${on} answers ${code}`, async () => {
      const world = await createWorld({ faults: [{ on, times: 1, act: status, code }] });
      const uploader = createUploader(world);
      uploader.add([createFile(400_000)]);
      await reaches(uploader, 'failed');
      expect(only(uploader).problem).to.include({ code, retryable: true });
      uploader.retry(only(uploader).id);
      await until('ready', () => only(uploader).phase === 'ready');
      expect((await world.state()).uploads).to.have.length(1);
    });
  }

  it('stops when the right to upload is taken away, and says so', async () => {
    const world = await createWorld({
      faults: [{ on: 'POST uploads/:id/complete', times: 9, act: 403, code: 'insufficient_scope' }],
    });
    const uploader = createUploader(world);
    uploader.add([createFile(200_000)]);
    await reaches(uploader, 'failed');
    expect(only(uploader).problem).to.deep.equal({
      code: 'insufficient_scope',
      owner: 'account',
      retryable: false,
    });
  });

  it('notices that the file changed on the disk in the middle', async () => {
    const world = await createWorld({ pace: 300_000 });
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle('changing.mp4', { create: true });
    const write = async (file: File): Promise<void> => {
      const writer = await handle.createWritable();
      await writer.write(file);
      await writer.close();
    };
    await write(createFile(1_500_000));
    const uploader = createUploader(world);
    uploader.add([{ file: await handle.getFile(), handle }]);
    await until('some bytes', () => (uploader.items[0]?.sentBytes ?? 0) > 300_000);
    await write(createFile(1_600_000));
    await reaches(uploader, 'failed');
    expect(only(uploader).problem).to.deep.equal({ code: 'file_changed', owner: 'file', retryable: false });
    await folder.removeEntry('changing.mp4');
  });

  it('says that the file is gone when it was removed in the middle', async () => {
    const world = await createWorld({ pace: 300_000 });
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle('leaving.mp4', { create: true });
    const writer = await handle.createWritable();
    await writer.write(createFile(1_500_000));
    await writer.close();
    const uploader = createUploader(world);
    uploader.add([{ file: await handle.getFile(), handle }]);
    await until('some bytes', () => (uploader.items[0]?.sentBytes ?? 0) > 300_000);
    await folder.removeEntry('leaving.mp4');
    await reaches(uploader, 'failed');
    expect(only(uploader).problem).to.include({ owner: 'file' });
    expect(['file_unreadable', 'file_changed']).to.include(only(uploader).problem?.code);
  });

  it('leaves room on the line when it is told to', async () => {
    const world = await createWorld();
    const uploader = createUploader(world, { maxBytesPerSecond: 400_000 });
    const begun = performance.now();
    uploader.add([createFile(600_000)]);
    await reaches(uploader, 'ready');
    // The first part is not waited for.
    expect(performance.now() - begun).to.be.greaterThan((1_000 * (600_000 - 65_536)) / 400_000);
    uploader.maxBytesPerSecond = 0;
    expect(uploader.maxBytesPerSecond).to.equal(null);
  });

  it('gives the title back that an embed may not change', async () => {
    const world = await createWorld({ faults: [{ on: 'PATCH videos/:id', times: 1, act: 403 }] });
    const uploader = createUploader(world);
    uploader.add([createFile(50_000, 'Before.mp4')]);
    await reaches(uploader, 'ready');
    uploader.setTitle(only(uploader).id, 'After');
    uploader.saveTitle(only(uploader).id);
    await until('locked', () => only(uploader).titleState === 'locked');
    expect(only(uploader).title).to.equal('Before');
  });

  it('saves a title while bytes move', async () => {
    const world = await createWorld({ pace: 100_000 });
    const uploader = createUploader(world);
    uploader.add([createFile(400_000)]);
    await until('it is open', () => only(uploader).videoId !== null);
    uploader.setTitle(only(uploader).id, '  A walk   in the hills ');
    uploader.saveTitle(only(uploader).id);
    await until('saved', () => only(uploader).titleState === 'saved');
    expect((await world.state()).videos[0]?.title).to.equal('A walk in the hills');
  });
});
