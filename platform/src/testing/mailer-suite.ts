import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Mail, Mailer } from '../ports/mailer.ts';

/** What every `Mailer` does. `open` gives one, and what reads back the mails that it has taken, newest first. */
export const describeMailer = (
  name: string,
  open: () => Promise<{ mailer: Mailer; sent: () => Promise<readonly Mail[]>; close: () => Promise<void> }>,
): void => {
  describe(`${name} as Mailer`, () => {
    let mailer: Mailer;
    let sent: () => Promise<readonly Mail[]>;
    let close: () => Promise<void>;
    before(async () => ({ mailer, sent, close } = await open()));
    after(() => close());

    const mails: Mail[] = [
      { to: 'ada@example.com', subject: 'Hello', text: 'One line.\n' },
      {
        to: 'ada+tag@sub.example.com',
        subject: 'Grüße ✓ 日本語 '.repeat(12).trim(),
        text: 'Ünïcode ✓\n\n.\n..\nFrom here\n',
      },
      { to: 'grace@example.com', subject: '', text: '' },
      {
        to: 'grace@example.com',
        subject: 'Long',
        text: `https://example.com/?token=${'a'.repeat(2_000)}\n`.repeat(20),
      },
      { to: 'grace@example.com', subject: '=?utf-8?B?SGk=?= raw', text: 'x' },
    ];

    it('delivers recipient, subject and text unchanged', async () => {
      for (const mail of mails) {
        await mailer.send(mail);
        const [newest] = await sent();
        assert.deepEqual({ to: newest?.to, subject: newest?.subject, text: newest?.text }, mail);
      }
    });

    it('refuses what would become another header or another recipient', async () => {
      const count = (await sent()).length;
      const good = { to: 'ada@example.com', subject: 'Hello', text: 'x' };
      const hostile: Partial<Mail>[] = [
        { to: 'ada@example.com\r\nBcc: all@example.com' },
        { to: 'ada@example.com\nBcc: all@example.com' },
        { to: 'ada@example.com, eve@example.com' },
        { to: 'Ada <ada@example.com>' },
        { to: '' },
        { to: 'nobody' },
        { subject: 'Hello\r\nBcc: all@example.com' },
        { subject: 'Hello\r\n\r\nbody' },
        { subject: 'Hello\u2028Bcc: x' },
        { subject: 'Hello\u0000' },
      ];
      for (const change of hostile) {
        await assert.rejects(
          mailer.send({ ...good, ...change }),
          { code: 'mail_invalid' },
          JSON.stringify(change),
        );
      }
      assert.equal((await sent()).length, count);
    });

    it('takes many at the same moment', async () => {
      const before = (await sent()).length;
      await Promise.all(
        Array.from({ length: 20 }, (_, n) => mailer.send({ to: 'a@example.com', subject: `${n}`, text: '' })),
      );
      assert.equal((await sent()).length, before + 20);
    });
  });
};
