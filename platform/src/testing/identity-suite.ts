import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { Identity } from '../ports/identity.ts';

const password = 'correct horse battery';

/** What every `Identity` does. `open` gives one with room for new people, and a way to end it. */
export const describeIdentity = (
  name: string,
  open: () => Promise<{ identity: Identity; close: () => Promise<void> }>,
): void => {
  describe(`${name} as Identity`, () => {
    let identity: Identity;
    let close: () => Promise<void>;
    before(async () => ({ identity, close } = await open()));
    after(() => close());

    const create = (changes: Partial<Parameters<Identity['create']>[0]> = {}) => {
      const id = randomUUID();
      return identity.create({
        id,
        email: `${id}@example.com`,
        name: 'Ada',
        password,
        confirmed: true,
        ...changes,
      });
    };

    it('finds people by id and by address, whatever its case', async () => {
      const account = await create({ email: `Ada.${randomUUID()}@Example.com` });
      assert.deepEqual(await identity.find(account.id), account);
      assert.deepEqual(await identity.findByEmail(account.email.toUpperCase()), account);
      assert.deepEqual(await identity.findByEmail(` ${account.email} `), account);
      assert.equal(await identity.find(randomUUID()), null);
      assert.equal(await identity.find('not an id'), null);
      assert.equal(await identity.findByEmail('nobody@example.com'), null);
    });

    it('keeps addresses unique, whatever their case, also for two at the same moment', async () => {
      const email = `${randomUUID()}@example.com`;
      const tries = await Promise.allSettled([create({ email }), create({ email: email.toUpperCase() })]);
      const refused = tries.filter((result) => result.status === 'rejected');
      assert.equal(refused.length, 1);
      assert.equal((refused[0]?.reason as { code?: string }).code, 'email_taken');
      await assert.rejects(create({ email }), { code: 'email_taken' });
    });

    it('knows the right password from all others', async () => {
      const { id, email } = await create();
      assert.equal((await identity.verifyPassword(email, password))?.id, id);
      assert.equal((await identity.verifyPassword(email.toUpperCase(), password))?.id, id);
      for (const wrong of ['', password.toUpperCase(), `${password} `, 'x'.repeat(100_000), '\u0000']) {
        assert.equal(await identity.verifyPassword(email, wrong), null);
      }
      assert.equal(await identity.verifyPassword('nobody@example.com', password), null);
    });

    it('takes the same password in any composition of its characters', async () => {
      const { id, email } = await create({ password: 'Caf\u00e9 cr\u00e8me brul\u00e9e' });
      assert.equal((await identity.verifyPassword(email, 'Cafe\u0301 cre\u0300me brule\u0301e'))?.id, id);
    });

    it('takes as long for unknown addresses as for wrong passwords', async () => {
      const { email } = await create();
      const measure = async (address: string) => {
        const times: number[] = [];
        for (let round = 0; round < 7; round++) {
          const start = performance.now();
          await identity.verifyPassword(address, 'something else entirely');
          times.push(performance.now() - start);
        }
        return times.sort((a, b) => a - b)[3] ?? 0;
      };
      const [known, unknown] = [await measure(email), await measure('nobody@example.com')];
      assert.ok(unknown > known / 3 && known > unknown / 3, `${known} ms and ${unknown} ms`);
    });

    it('says whether an address is proven, and that does not depend on the password', async () => {
      const { id, email } = await create({ confirmed: false });
      assert.equal((await identity.verifyPassword(email, password))?.confirmed, false);
      await identity.confirm(id);
      await identity.confirm(id);
      assert.equal((await identity.find(id))?.confirmed, true);
    });

    it('changes passwords', async () => {
      const { id, email } = await create();
      await identity.setPassword(id, 'another good phrase');
      assert.equal(await identity.verifyPassword(email, password), null);
      assert.equal((await identity.verifyPassword(email, 'another good phrase'))?.id, id);
    });

    it('refuses passwords that fall to the first guesses, and keeps the old one', async () => {
      const { id, email } = await create();
      for (const weak of ['short', 'password123', '1234567890', 'aaaaaaaaaaaa', 'abcabcabcabc', email]) {
        await assert.rejects(identity.setPassword(id, weak), { code: 'password_too_weak' });
      }
      await assert.rejects(create({ password: 'password123' }), { code: 'password_too_weak' });
      assert.equal((await identity.verifyPassword(email, password))?.id, id);
    });

    it('treats hostile addresses as text', async () => {
      for (const email of [`'; drop table account; --`, '%@%', '_@example.com', '\\']) {
        assert.equal(await identity.findByEmail(email), null);
        assert.equal(await identity.verifyPassword(email, password), null);
      }
    });
  });
};
