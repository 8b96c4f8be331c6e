import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { SESv2Client } from '@aws-sdk/client-sesv2';

import type { Mail } from '../ports/mailer.ts';
import { RestService } from '../testing/aws/rest-service.ts';
import { useTestCredentials } from '../testing/aws/test-credentials.ts';
import { describeMailer } from '../testing/mailer-suite.ts';
import { sdkLimits } from './sdk-limits.ts';
import { SesMailer } from './ses-mailer.ts';

interface SentEmail {
  readonly FromEmailAddress: string;
  readonly Destination: { readonly ToAddresses: readonly [string] };
  readonly ConfigurationSetName?: string;
  readonly Content: {
    readonly Simple: {
      readonly Subject: { readonly Data: string };
      readonly Body: { readonly Text: { readonly Data: string } };
      readonly Headers: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
}

/**
 * The SDK's own client, and a stand-in that takes `SendEmail` over loopback. It does not prove what SES thinks of a sender
 * or of the letters in a mail, nor that anything arrives.
 */
const open = async () => {
  useTestCredentials();
  const mails: (Mail & { readonly raw: SentEmail })[] = [];
  const ses = await RestService.start(({ method, path, input }) => {
    assert.deepEqual([method, path], ['POST', '/v2/email/outbound-emails']);
    const raw = input as unknown as SentEmail;
    const { Subject, Body } = raw.Content.Simple;
    mails.unshift({ to: raw.Destination.ToAddresses[0], subject: Subject.Data, text: Body.Text.Data, raw });
    return { body: { MessageId: 'id' } };
  });
  const client = new SESv2Client({ endpoint: ses.url, ...sdkLimits({ requestTimeout: 200 }) });
  const mailer = new SesMailer({ client, from: 'mail@example.com', configurationSet: 'vidkit' });
  const close = async (): Promise<void> => {
    client.destroy();
    await ses.stop();
  };
  return { ses, mails, mailer, sent: () => Promise.resolve(mails), close };
};

describeMailer('SesMailer', open);

describe('SesMailer', () => {
  let opened: Awaited<ReturnType<typeof open>>;
  before(async () => {
    opened = await open();
  });
  after(() => opened.close());
  const mail = { to: 'ada@example.com', subject: 'Hello', text: 'x' };

  it('names its sender and tells other programs that nobody wrote this', async () => {
    await opened.mailer.send(mail);
    const raw = opened.mails[0]?.raw;
    assert.equal(raw?.FromEmailAddress, 'Vidkit <mail@example.com>');
    assert.equal(raw.ConfigurationSetName, 'vidkit');
    assert.deepEqual(raw.Content.Simple.Headers, [{ Name: 'Auto-Submitted', Value: 'auto-generated' }]);
  });

  it('tries again what was throttled, failed or was not answered', async () => {
    const before = opened.mails.length;
    opened.ses.failNext({ status: 429, code: 'TooManyRequestsException' });
    await opened.mailer.send(mail);
    opened.ses.failNext({ status: 503, code: 'ServiceUnavailable' }, 'cut', 'hang');
    await opened.mailer.send(mail);
    assert.equal(opened.mails.length, before + 2);
  });

  it('says what will not be taken later, either, without trying again', async () => {
    for (const code of [
      'MessageRejected',
      'MailFromDomainNotVerifiedException',
      'AccountSuspendedException',
    ]) {
      const before = opened.ses.requests.length;
      opened.ses.failNext({ status: 400, code });
      await assert.rejects(opened.mailer.send(mail), { code: 'mail_refused', message: new RegExp(code) });
      assert.equal(opened.ses.requests.length, before + 1);
    }
  });

  it('gives up what stays throttled with an error that a later try may heal', async () => {
    const fault = { status: 429, code: 'TooManyRequestsException' };
    opened.ses.failNext(fault, fault, fault, fault);
    await assert.rejects(opened.mailer.send(mail), { name: 'TooManyRequestsException' });
    await opened.mailer.send(mail);
  });
});
