export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text; lines end with \n. */
  readonly text: string;
}

/** Hands a message over for delivery. Resolves once it cannot be lost. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
