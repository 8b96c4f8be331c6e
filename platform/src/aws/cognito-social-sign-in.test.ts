import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';

import type { SocialVisit } from '../ports/social-sign-in.ts';
import { CognitoDomainStandIn } from '../testing/aws/cognito-domain-stand-in.ts';
import { CognitoSocialSignIn } from './cognito-social-sign-in.ts';

describe('CognitoSocialSignIn', () => {
  let cognito: CognitoDomainStandIn;
  let social: CognitoSocialSignIn;
  const callbackUrl = 'https://videos.example/interaction/social/callback';
  before(async () => {
    cognito = await CognitoDomainStandIn.start();
    social = new CognitoSocialSignIn({
      domain: cognito.url,
      issuer: cognito.url,
      clientId: cognito.clientId,
      callbackUrl,
      providers: ['google', 'facebook'],
    });
  });
  after(() => cognito.stop());
  afterEach(() => {
    cognito.claims = { email: 'ada@example.com', email_verified: 'true', name: 'Ada' };
    cognito.faults.length = 0;
  });

  /** Goes there and comes back with a code. */
  const visit = async (): Promise<{ code: string; visit: SocialVisit; state: string }> => {
    const begun = social.begin('google', 'some state');
    const answer = await fetch(begun.url, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    assert.equal(back.origin + back.pathname, callbackUrl);
    return {
      code: back.searchParams.get('code') ?? '',
      visit: begun.visit,
      state: back.searchParams.get('state') ?? '',
    };
  };

  it('leads to the provider, and gives who came back', async () => {
    const { code, visit: kept, state } = await visit();
    assert.equal(state, 'some state');
    assert.equal(cognito.asked.at(-1), 'Google');
    assert.match(social.begin('facebook', 's').url, /identity_provider=Facebook/);
    assert.deepEqual(await social.finish(code, kept), {
      email: 'ada@example.com',
      emailProven: true,
      name: 'Ada',
    });
  });

  it('takes nobody who came from the pool itself', async () => {
    for (const identities of [[], [{ providerName: 'SAML' }]]) {
      cognito.claims = { email: 'ada@example.com', email_verified: true, identities };
      const { code, visit: kept } = await visit();
      await assert.rejects(social.finish(code, kept), { code: 'social_refused' });
    }
  });

  it('says when nobody vouches for the address', async () => {
    for (const claims of [{ email_verified: 'false' }, { email_verified: false }, {}] as JWTPayload[]) {
      cognito.claims = { email: 'ada@example.com', ...claims };
      const { code, visit: kept } = await visit();
      assert.equal((await social.finish(code, kept)).emailProven, false);
    }
  });

  it('takes a code once, by whoever began, and a token of this visit only', async () => {
    const [one, other] = [await visit(), await visit()];
    await assert.rejects(social.finish(one.code, other.visit), { code: 'social_refused' });
    await assert.rejects(social.finish(one.code, one.visit), { code: 'social_refused' });
    await assert.rejects(social.finish(other.code, { ...other.visit, nonce: 'another' }), {
      code: 'social_refused',
    });
    await assert.rejects(social.finish("'; drop table", other.visit), { code: 'social_refused' });
  });

  it('refuses tokens that are for somebody else, of another kind, too old, or lack an address', async () => {
    for (const claims of [
      { aud: 'another client' },
      { iss: 'https://cognito-idp.eu-central-1.amazonaws.com/another' },
      { token_use: 'access' },
      { exp: Math.floor(Date.now() / 1000) - 60 },
      { nonce: 'another visit' },
      { email: undefined },
      { email: 'no address' },
      { email_verified: 'perhaps' },
    ] as JWTPayload[]) {
      cognito.claims = { email: 'ada@example.com', email_verified: true, ...claims };
      const { code, visit: kept } = await visit();
      await assert.rejects(social.finish(code, kept), { code: 'social_refused' }, JSON.stringify(claims));
    }
  });

  it('refuses tokens that another key has signed', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ token_use: 'id', email: 'ada@example.com' })
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .sign(privateKey);
    const { code, visit: kept } = await visit();
    cognito.answerWith = forged;
    await assert.rejects(social.finish(code, kept), { code: 'social_refused' });
    cognito.answerWith = null;
  });

  it('tells a Cognito that does not answer from one that refuses', async () => {
    for (const [fault, code] of [
      [503, 'social_unavailable'],
      [429, 'social_unavailable'],
      [400, 'social_refused'],
      [null, 'social_unavailable'],
    ] as const) {
      const came = await visit();
      cognito.faults.push(fault);
      await assert.rejects(social.finish(came.code, came.visit), { code });
    }
  });
});
