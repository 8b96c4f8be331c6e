export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text; lines end with \n. */
  readonly text: string;
}

/** The recipient is not a single address, or a header would contain control characters. */
export class MailError extends Error {
  readonly code = 'mail_invalid';

  constructor(message: string) {
    super(message);
    this.name = 'MailError';
  }
}

/** Hands a message over for delivery. Resolves once it cannot be lost. Throws `MailError`. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
