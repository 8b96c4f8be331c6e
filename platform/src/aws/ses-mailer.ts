import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';

import { type Mail, type Mailer, MailError, requireMail } from '../ports/mailer.ts';

export interface SesMailerOptions {
  readonly client: SESv2Client;
  /** An address or domain that SES has verified. */
  readonly from: string;
  /** Name beside the address. */
  readonly name?: string;
  /** Where SES counts bounces and complaints; unset: the default of the identity. */
  readonly configurationSet?: string;
}

/** What SES will not take however often it is asked: the account or the sender has to be mended by a person. */
const refusals = new Set([
  'AccountSuspendedException',
  'BadRequestException',
  'MailFromDomainNotVerifiedException',
  'MessageRejected',
  'NotFoundException',
  'SendingPausedException',
]);

/**
 * Mail by Amazon SES. The SDK tries again what was throttled or failed on their side, so a mail can arrive twice when only
 * the answer was lost. What is still throttled then comes through as the SDK's error, which a later try may heal.
 */
export class SesMailer implements Mailer {
  readonly #client: SESv2Client;
  readonly #from: string;
  readonly #configurationSet: string | null;

  constructor({ client, from, name = 'Vidkit', configurationSet }: SesMailerOptions) {
    this.#client = client;
    this.#from = `${name} <${from}>`;
    this.#configurationSet = configurationSet ?? null;
  }

  async send(mail: Mail): Promise<void> {
    requireMail(mail);
    const command = new SendEmailCommand({
      FromEmailAddress: this.#from,
      Destination: { ToAddresses: [mail.to] },
      Content: {
        Simple: {
          Subject: { Data: mail.subject, Charset: 'UTF-8' },
          Body: { Text: { Data: mail.text, Charset: 'UTF-8' } },
          // Nobody's holiday greeting comes back.
          Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
        },
      },
      ...(this.#configurationSet === null ? {} : { ConfigurationSetName: this.#configurationSet }),
    });
    try {
      await this.#client.send(command);
    } catch (error) {
      if (!(error instanceof Error) || !refusals.has(error.name)) throw error;
      throw new MailError('mail_refused', `SES does not take the mail: ${error.name}`, { cause: error });
    }
  }
}
