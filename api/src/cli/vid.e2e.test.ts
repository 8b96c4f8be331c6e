import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { inspect, promisify } from 'node:util';

import { S3StandIn } from '@vidkit/platform/testing/aws/s3-stand-in';

import { startTestApi, type TestApi, type TestPerson } from '../testing/test-api.ts';
import { readyVideo } from '../testing/uploading.ts';
import { WorkerStandIn } from '../testing/worker-stand-in.ts';
import { runCommand } from './run-command.ts';

/** As the console shows it. */
const inspectable = (what: unknown): string => (typeof what === 'string' ? what : inspect(what));

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('npm run vid', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;
  let eve: TestPerson;
  let folder: string;
  before(async () => {
    api = await startTestApi();
    worker = await WorkerStandIn.start(api);
    [ada, eve] = [await api.person('Ada'), await api.person('Eve')];
    folder = await mkdtemp(join(tmpdir(), 'vidkit-cli-'));
  });
  after(async () => {
    await worker.stop();
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const surroundings = (): Record<string, string> => ({
    DATA_DIR: api.dataDir,
    DATABASE_URL: api.databaseUrl,
    PUBLIC_URL: api.url,
    HOST: '127.0.0.1',
    PORT: new URL(api.url).port,
  });
  const vid = async (
    args: readonly string[],
    { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {},
  ): Promise<Said> => {
    const said = { out: '', err: '' };
    const code = await runCommand(args, {
      env: { ...surroundings(), ...env },
      stdin: Readable.from([input]),
      out: (line) => (said.out += line),
      err: (what) => (said.err += inspectable(what)),
    });
    return { code, ...said };
  };

  /** One line on the error stream, without a stack, and nothing else. */
  const refuses = async (args: readonly string[], pattern: RegExp, code = 1): Promise<void> => {
    const said = await vid(args);
    assert.match(said.err, pattern);
    assert.doesNotMatch(said.err, /\n {4}at /);
    assert.deepEqual([said.code, said.out], [code, '']);
  };

  it('makes an account once, with a password that is piped in or made up', async () => {
    const args = ['user', 'create', '--email', 'grace@example.test', '--name', 'Grace', '--json'];
    const made = await vid([...args, '--password-stdin'], { input: 'correct horse battery\n' });
    assert.deepEqual([made.code, made.err], [0, '']);
    const { id, created, password } = JSON.parse(made.out) as Record<string, unknown>;
    assert.deepEqual([created, password], [true, undefined]);
    assert.equal(
      (await api.product.identity.verifyPassword('grace@example.test', 'correct horse battery'))?.id,
      id,
    );
    assert.deepEqual(JSON.parse((await vid(args)).out), { id, email: 'grace@example.test', created: false });
    const other = await vid(['user', 'create', '--email', 'alan@example.test', '--name', 'Alan']);
    assert.match(other.out, /^Made an account for alan@example\.test\. Password: [\w-]{16}$/);
  });

  it('runs as a program', async () => {
    const program = join(import.meta.dirname, 'vid.ts');
    const args = [program, 'video', 'list', '--owner', ada.email];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, ...surroundings() },
    });
    assert.equal(stdout, 'No videos yet.\n');
    const failed = promisify(execFile)(process.execPath, [program, 'video', 'list']);
    await assert.rejects(failed, { code: 1, stdout: '', stderr: '--owner is missing.\n' });
  });

  it('registers a site once', async () => {
    const args = ['site', 'create', '--owner', ada.email, '--name', 'Blog', '--origin'];
    const said = await vid([...args, 'https://blog.example.test']);
    assert.equal(said.out, 'Blog (https://blog.example.test) is registered.');
    await vid([...args, 'https://blog.example.test']);
    assert.equal((await ada.client.call('listSites')).items.length, 1);
  });

  it('makes an upload token, lists it and takes it back', async () => {
    const owner = ['--owner', ada.email];
    const create = ['upload-token', 'create', ...owner, '--label', 'Fair'];
    const made = await vid([
      ...create,
      ...['--folder', 'Fair', '--origins', 'https://a.example,https://*.b.example'],
      ...['--max-files', '5', '--max-file-bytes', '1000', '--max-total-bytes', '4000', '--days', '7'],
    ]);
    const id = /^vut_([\w-]+)\.[\w-]{43}\nIt is shown only now\./.exec(made.out)?.[1] ?? '';
    assert.deepEqual([made.code, made.err], [0, '']);
    const list = await vid(['upload-token', 'list', ...owner]);
    assert.match(list.out, new RegExp(`^${id}  active   until \\d{4}-\\d\\d-\\d\\d  0 of 5 files  Fair$`));
    assert.ok(!list.out.includes('vut_'));
    const said = await vid(['upload-token', 'revoke', id, ...owner]);
    assert.equal(said.out, `Nobody uploads with ${id} any more.`);
    assert.match((await vid(['upload-token', 'list', ...owner])).out, / {2}revoked {2}/);
    const [token] = (await ada.client.call('listUploadTokens')).items;
    assert.deepEqual(
      [token?.origins, token?.maxFileBytes, token?.maxTotalBytes],
      [['https://a.example', 'https://*.b.example'], 1000, 4000],
    );

    await refuses(['upload-token', 'create', ...owner], /--label is missing/);
    await refuses([...create, '--days', 'many'], /--days is a whole number/);
    await refuses([...create, '--days', '9999999999999999'], /--days is 1 to 365/);
    await refuses([...create, '--max-files', '-1'], /--max-files is a whole number|ambiguous/, 64);
    await refuses([...create, '--max-files', '0'], /--maxFiles: /);
    await refuses([...create, '--origins', '*'], /--origins\.0: /);
    await refuses(['upload-token', 'revoke', ...owner], /Which upload token\?/);
    await refuses(['upload-token', 'revoke', 'x', ...owner], /not_found/);
    await refuses(['upload-token', 'revoke', id, '--owner', eve.email], /not_found/);
  });

  it('sends a file, and lists it', async () => {
    const file = join(folder, 'talk.mp4');
    await writeFile(file, Buffer.alloc(9_000_000, 7));
    const said = await vid([
      ...['upload', file, '--owner', ada.email],
      ...['--title', '<b>Talk</b>', '--visibility', 'unlisted', '--json'],
    ]);
    assert.deepEqual([said.code, said.err], [0, '']);
    const { id, watchUrl } = JSON.parse(said.out) as { id: string; watchUrl: string };
    assert.equal(watchUrl, `${api.url}/watch/${id}`);
    const video = await ada.client.call('getVideo', { params: { id } });
    assert.deepEqual(
      [video.title, video.visibility, video.sizeBytes],
      ['<b>Talk</b>', 'unlisted', 9_000_000],
    );
    const list = await vid(['video', 'list', '--owner', ada.email]);
    assert.match(list.out, new RegExp(`^${id}  \\w+ +unlisted +<b>Talk</b>$`, 'm'));
    assert.equal((await vid(['video', 'list', '--owner', eve.email])).out, 'No videos yet.');
  });

  it('trims a video, shows all of it again, and encodes it anew', async () => {
    const id = await readyVideo(ada, worker);
    const trimmed = await vid(['video', 'trim', id, '--owner', ada.email, '--from', '1', '--to', '4.5']);
    assert.equal(trimmed.err, '');
    const { trim } = await ada.client.call('getTrim', { params: { id } });
    assert.deepEqual(trim, { startMs: 1000, endMs: 4500 });
    assert.equal((await vid(['video', 'trim', id, '--owner', ada.email, '--whole'])).code, 0);
    assert.equal((await vid(['video', 'reprocess', id, '--owner', ada.email])).code, 0);
  });

  it('says in a line what is wrong', async () => {
    const id = await readyVideo(ada, worker);
    const owner = ['--owner', ada.email];
    const none = '018f6d2e-0000-7000-8000-000000000000';
    await refuses(['user', 'create', '--name', 'Nobody'], /^--email is missing\.$/);
    const grace = ['user', 'create', '--email', 'grace@example.test'];
    await refuses(['user', 'create', '--email', 'no address', '--name', 'N'], /^--email: .*address/);
    await refuses([...grace, '--name', 'x'.repeat(81)], /^--name: /);
    await refuses([...grace, '--name', 'Grace', '--password-stdin'], /^--password: /);
    await refuses(['site', 'create', ...owner, '--name', 'B', '--origin', 'javascript:alert(1)'], /origin/i);
    await refuses(['upload', ...owner], /^Which file\?/);
    await refuses(['upload', join(folder, 'gone.mp4'), ...owner], /gone\.mp4 is no file/);
    await refuses(['upload', folder, ...owner], /is no file/);
    await writeFile(join(folder, 'empty.mp4'), '');
    await refuses(['upload', join(folder, 'empty.mp4'), ...owner], /\(\w+\)/);
    const file = join(folder, 'small.mp4');
    await writeFile(file, 'x');
    await refuses(['upload', file, ...owner, '--visibility', 'everybody'], /^--visibility is one of public/);
    await refuses(['upload', file, ...owner, '--title', 'x'.repeat(9999)], /title/);
    await refuses(['upload', file, ...owner, '--replace', none], /\(not_found\)$/);
    await refuses(['upload', file, '--owner', eve.email, '--replace', id], /\(not_found\)$/);
    await refuses(['upload', file, '--owner', 'nobody@example.test'], /^There is no account/);
    await refuses(['video', 'reprocess', ...owner], /^Which video\?/);
    await refuses(['video', 'reprocess', '../../etc', ...owner], /\(not_found\)|\(invalid_request\)/);
    await refuses(['video', 'reprocess', id, '--owner', eve.email], /\(not_found\)$/);
    await refuses(['video', 'captions', ...owner], /^Which video\?/);
    await refuses(['video', 'captions', id, ...owner], /\(\w+\)$/);
    const trim = ['video', 'trim', id, ...owner];
    await refuses(trim, /^--from is missing\.$/);
    await refuses([...trim, '--from', 'soon', '--to', '2'], /^--from is a number of seconds\.$/);
    await refuses([...trim, '--from', '3', '--to', '2'], /\(trim_reversed\)$/);
    await refuses(['video', 'trim', id, '--owner', eve.email, '--whole'], /\(not_found\)$/);
    await refuses(['video', 'list', '--owner'], /--owner/, 64);
    await refuses(['video', 'list', '--everything'], /--everything/, 64);
  });

  it('shows what waits and was given up, and sends dead letters again', async () => {
    const { queue } = api.adapters;
    await queue.send('transcription-wanted', { videoId: 'nobody takes it' }, { delaySeconds: 600 });
    const list = await vid(['queue', 'list', '--json']);
    assert.deepEqual([list.code, list.err], [0, '']);
    const counts = JSON.parse(list.out) as { topic: string }[];
    assert.deepEqual(
      counts.find(({ topic }) => topic === 'transcription-wanted'),
      { topic: 'transcription-wanted', waiting: 1, running: 0, dead: 0 },
    );
    assert.match(
      (await vid(['queue', 'list'])).out,
      /waiting +running +dead\n[^]*transcription-wanted +1 +0 +0/,
    );
    const redriven = await vid(['queue', 'redrive', 'transcription-wanted']);
    assert.deepEqual(redriven, { code: 0, err: '', out: 'transcription-wanted has no dead letters.' });
    await refuses(['queue', 'redrive'], /^Which topic\? One of object-stored, /);
    await refuses(['queue', 'redrive', '../etc'], /^Which topic\?/);
    const nowhere = await vid(['queue', 'list'], {
      env: { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x' },
    });
    assert.match(nowhere.err, /^The queue does not answer: /);
    assert.doesNotMatch(nowhere.err, /secret/);
  });

  it('copies what is on the disk to a store that speaks S3, and what came later', async () => {
    const without = await vid(['storage', 'copy']);
    assert.deepEqual([without.code, without.err], [1, 'Where to? S3_MEDIA_BUCKET is not set.']);
    const s3 = new S3StandIn({ buckets: ['media', 'sources'] });
    await s3.start();
    const { accessKeyId, secretAccessKey } = s3.credentials;
    const settings = {
      ...{ S3_ENDPOINT: s3.url, S3_FORCE_PATH_STYLE: '1', S3_REGION: s3.region },
      ...{ S3_MEDIA_BUCKET: 'media', S3_SOURCES_BUCKET: 'sources' },
      ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    };
    Object.assign(process.env, settings);
    try {
      const id = await readyVideo(ada, worker);
      const first = JSON.parse((await vid(['storage', 'copy', '--json'])).out) as Record<string, number>;
      assert.ok((first['copied'] ?? 0) > 1 && first['already'] === 0, JSON.stringify(first));
      const keys = [...s3.bucket('media').objects.keys()];
      assert.ok(
        keys.some((key) => key.startsWith(`v/${id}/`)) && !keys.some((key) => key.startsWith('sources/')),
      );
      await readyVideo(ada, worker);
      const second = JSON.parse((await vid(['storage', 'copy', '--json'])).out) as Record<string, number>;
      assert.equal(second['already'], first['copied']);
      assert.ok((second['copied'] ?? 0) > 1);
    } finally {
      for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
      await s3.stop();
    }
  });

  it('shows how it is used to those who ask for what is not there', async () => {
    const [bare, wrong] = [await vid([]), await vid(['video', 'shred'])];
    assert.match(bare.out, /video trim ID/);
    assert.deepEqual([bare.code, wrong.code, wrong.out], [0, 64, bare.out]);
  });

  it('says so where nothing runs', async () => {
    const list = ['video', 'list', '--owner', ada.email];
    const closed = await vid(list, { env: { PORT: '1' } });
    assert.match(closed.err, /^The server does not answer\./);
    const nowhere = await vid(list, { env: { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x' } });
    assert.match(nowhere.err, /^The database does not answer: /);
    assert.doesNotMatch(nowhere.err, /secret/);
    assert.match((await vid(list, { env: { DATABASE_URL: '' } })).err, /^Nothing runs from /);
  });
});
