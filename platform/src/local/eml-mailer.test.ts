import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { describeMailer } from '../testing/mailer-suite.ts';
import { EmlMailer } from './eml-mailer.ts';

describeMailer('EmlMailer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vidkit-mail-'));
  const mailer = new EmlMailer(join(folder, 'mail'));
  return {
    mailer,
    sent: () => mailer.list(1_000),
    close: () => rm(folder, { recursive: true, force: true }),
  };
});

describe('EmlMailer', () => {
  let folder: string;
  let mailer: EmlMailer;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-mail-'));
    mailer = new EmlMailer(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('writes files that mail programs read: short ASCII lines, CRLF, all headers', async () => {
    await mailer.send({
      to: 'ada@example.com',
      subject: 'Grüße aus Köln',
      text: 'Schöne Grüße\n'.repeat(50),
    });
    const [name = ''] = await readdir(folder);
    const message = await readFile(join(folder, name), 'latin1');
    for (const line of message.split('\r\n')) {
      assert.ok(line.length <= 998 && /^[\x20-\x7e]*$/.test(line), line);
    }
    for (const header of ['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type']) {
      assert.match(message, new RegExp(`^${header}: \\S`, 'm'));
    }
    assert.match(message, /^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000\r$/m);
  });

  it('lets nobody else on the machine read them', async () => {
    const [name = ''] = await readdir(folder);
    assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600);
  });

  it('overlooks half-written and foreign files, and reads nothing outside its folder', async () => {
    const count = (await mailer.list(100)).length;
    await writeFile(join(folder, '1700000000000-aaaaaaaaaaaa.eml.part'), 'To: x');
    await writeFile(join(folder, 'notes.eml'), 'To: x');
    assert.equal((await mailer.list(100)).length, count);
    assert.equal(await mailer.read('../../etc/passwd'), null);
    assert.equal(await mailer.read('1700000000000-bbbbbbbbbbbb'), null);
  });

  it('has no mails before the first', async () => {
    assert.deepEqual(await new EmlMailer(join(folder, 'missing')).list(10), []);
  });
});
