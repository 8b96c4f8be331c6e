export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text; lines end with \n. */
  readonly text: string;
}

/**
 * `mail_invalid`: the recipient is not a single address, or a header would contain control characters. `mail_refused`:
 * whoever delivers will not take it, now or later.
 */
export class MailError extends Error {
  readonly code: 'mail_invalid' | 'mail_refused';

  constructor(code: MailError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MailError';
    this.code = code;
  }
}

/** Hands a message over for delivery. Resolves once it cannot be lost. Throws `MailError`. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

// eslint-disable-next-line no-control-regex -- naming control characters is the point
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Address specification of RFC 5322 without comments, quotes or lists: exactly one recipient. */
const address = /^[^\s"(),:;<>@[\\\]]{1,64}@[^\s"(),:;<>@[\\\]]{1,255}$/u;

/** Throws `MailError` when a mail would become another header or reach another recipient. */
export const requireMail = (mail: Mail): void => {
  if (control.test(mail.to) || !address.test(mail.to))
    throw new MailError('mail_invalid', 'The recipient is not a single address');
  if (control.test(mail.subject))
    throw new MailError('mail_invalid', 'The subject contains control characters');
};
