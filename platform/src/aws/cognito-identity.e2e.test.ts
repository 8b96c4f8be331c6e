import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';

import { createAccountTable } from '../testing/account-table.ts';
import { CognitoStandIn } from '../testing/aws/cognito-stand-in.ts';
import { throttled, unavailable } from '../testing/aws/json-service.ts';
import { describeIdentity } from '../testing/identity-suite.ts';
import { CognitoIdentity } from './cognito-identity.ts';

// The stand-in of Cognito over the SDK's own client, and a real PostgreSQL. Cognito's own speed and lock-out are not in there.

const open = async (): Promise<{
  identity: CognitoIdentity;
  cognito: CognitoStandIn;
  close: () => Promise<void>;
}> => {
  const cognito = await CognitoStandIn.start();
  const { pool, close } = await createAccountTable();
  const { userPoolId, clientId } = cognito;
  const identity = new CognitoIdentity({ userPoolId, clientId, db: pool });
  return {
    identity,
    cognito,
    close: async () => {
      await identity.stop();
      await cognito.stop();
      await close();
    },
  };
};

describeIdentity('CognitoIdentity', open);

describe('CognitoIdentity when things break', () => {
  let identity: CognitoIdentity;
  let cognito: CognitoStandIn;
  let close: () => Promise<void>;
  before(async () => ({ identity, cognito, close } = await open()));
  after(() => close());
  afterEach(() => cognito.service.heal());

  const password = 'correct horse battery';
  const person = () => {
    const id = randomUUID();
    return { id, email: `${id}@example.com`, name: 'Ada', password };
  };

  it('tells Cognito neither the password nor the same thing for two people', async () => {
    const [one, other] = [person(), person()];
    const before = cognito.service.requests.length;
    await identity.create(one);
    await identity.create(other);
    await identity.verifyPassword(one.email, password);
    const told = cognito.service.requests.slice(before).map(({ input }) => JSON.stringify(input));
    assert.ok(told.every((text) => !text.includes(password)));
    const passwords = cognito.service.requests
      .slice(before)
      .filter(({ action }) => action === 'AdminSetUserPassword')
      .map(({ input }) => input['Password']);
    assert.equal(new Set(passwords).size, 2);
    assert.equal(cognito.attributesOf(one.email)['custom:account_id'], one.id);
  });

  it('takes passwords that Cognito would not', async () => {
    const long = 'ä long sentence with spaces and 漢字, '.repeat(20);
    const account = await identity.create({ ...person(), password: long });
    assert.equal((await identity.verifyPassword(account.email, long))?.id, account.id);
    assert.equal(await identity.verifyPassword(account.email, long.slice(0, 256)), null);
  });

  it('asks again when it was throttled, cut off or got no answer', async () => {
    for (const fault of [throttled('TooManyRequestsException'), unavailable, 'cut', 'answer lost'] as const) {
      const wanted = person();
      for (const action of ['AdminCreateUser', 'AdminSetUserPassword', 'AdminInitiateAuth'])
        cognito.failNext(action, fault);
      await identity.create(wanted);
      assert.equal((await identity.verifyPassword(wanted.email, password))?.id, wanted.id);
    }
  });

  it('says when Cognito does not answer, and takes neither for a wrong password nor for an account', async () => {
    const wanted = person();
    cognito.failNext('AdminSetUserPassword', unavailable, 4);
    await assert.rejects(identity.create(wanted), { code: 'identity_unavailable' });
    assert.equal(await identity.findByEmail(wanted.email), null);
    // What was left of it in Cognito is taken over.
    await identity.create({ ...wanted, id: randomUUID() });
    cognito.failNext('AdminInitiateAuth', throttled('TooManyRequestsException'), 4);
    await assert.rejects(identity.verifyPassword(wanted.email, password), { code: 'identity_unavailable' });
    cognito.failNext('AdminInitiateAuth', { status: 400, code: 'ResourceNotFoundException' });
    await assert.rejects(identity.verifyPassword(wanted.email, password), { code: 'identity_unavailable' });
  });

  it('gives a password to an account whose making was interrupted', async () => {
    const wanted = person();
    await identity.create(wanted);
    await identity.create(person());
    cognito.failNext('AdminSetUserPassword', { status: 400, code: 'UserNotFoundException' });
    await identity.setPassword(wanted.id, 'another good phrase');
    assert.equal((await identity.verifyPassword(wanted.email, 'another good phrase'))?.id, wanted.id);
    await identity.setPassword(randomUUID(), 'a phrase for nobody');
  });

  it('takes every refusal for no', async () => {
    const wanted = await identity.create(person());
    for (const code of [
      'NotAuthorizedException',
      'UserNotFoundException',
      'UserNotConfirmedException',
      'PasswordResetRequiredException',
    ]) {
      cognito.failNext('AdminInitiateAuth', { status: 400, code });
      assert.equal(await identity.verifyPassword(wanted.email, password), null);
    }
  });
});
