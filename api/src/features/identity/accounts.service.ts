import { randomBytes } from 'node:crypto';

import { line } from '@vidkit/contracts/schemas/basics';
import type { Account, Identity } from '@vidkit/platform/ports/identity';
import { IdentityError } from '@vidkit/platform/ports/identity';
import type { Mailer } from '@vidkit/platform/ports/mailer';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';

import type { Messages } from '../../pages/messages.ts';
import type { OidcRecords } from './cached-oidc-records.ts';
import type { OneTimeLinkRepository } from './one-time-link.repository.ts';

const confirmSeconds = 24 * 3600;
const resetSeconds = 3600;

/** Where and in which language somebody asks. */
export interface Asker {
  readonly interactionUid: string | null;
  readonly browser: string | null;
  readonly messages: Messages;
}

export type Confirmation =
  | { readonly status: 'confirmed'; readonly accountId: string; readonly interactionUid: string | null }
  | { readonly status: 'password-needed' | 'wrong-password' | 'link-dead' };

export interface AccountsOptions {
  readonly publicUrl: string;
  readonly identity: Identity;
  readonly links: OneTimeLinkRepository;
  readonly records: Pick<OidcRecords, 'revokeAccount'>;
  readonly mailer: Mailer;
  readonly log: Logger;
}

/**
 * Sign-up, proof of the address, and forgotten passwords. What a stranger sees, and how long it takes, is the
 * same whether an address is known or not.
 */
export class AccountsService {
  readonly #publicUrl: string;
  readonly #identity: Identity;
  readonly #links: OneTimeLinkRepository;
  readonly #records: Pick<OidcRecords, 'revokeAccount'>;
  readonly #mailer: Mailer;
  readonly #log: Logger;

  constructor(options: AccountsOptions) {
    this.#publicUrl = options.publicUrl;
    this.#identity = options.identity;
    this.#links = options.links;
    this.#records = options.records;
    this.#mailer = options.mailer;
    this.#log = options.log;
  }

  /**
   * Makes an account and mails the link that proves the address. A known address gets a mail that says so.
   * Until the address is proven, the newest sign-up with it counts. Throws `password_too_weak`.
   */
  async signUp(person: { email: string; name: string; password: string }, asker: Asker): Promise<void> {
    const account = await this.#createOr(person, async (known) => {
      if (!known.confirmed) {
        await this.#identity.setPassword(known.id, person.password);
        return (await this.#takenBack(known.id)) ? null : known;
      }
      // Costs as much as making an account.
      await this.#identity.verifyPassword(person.email, person.password);
      const { subject, text } = asker.messages.mailKnownAddress(`${this.#publicUrl}/studio/`);
      await this.#mailer.send({ to: known.email, subject, text });
      return null;
    });
    if (account) await this.sendConfirmation(account, asker);
  }

  /**
   * Whether the address was proven while a sign-up set another password: then that one may be a stranger's, and nobody is
   * to have it. Its owner gets a new one by mail.
   */
  async #takenBack(accountId: string): Promise<boolean> {
    if (!(await this.#identity.find(accountId))?.confirmed) return false;
    await this.#identity.setPassword(accountId, randomBytes(32).toString('base64url'));
    await this.#records.revokeAccount(accountId);
    return true;
  }

  async sendConfirmation(account: Account, { interactionUid, browser, messages }: Asker): Promise<void> {
    const token = await this.#links.create(
      { purpose: 'confirm', accountId: account.id, interactionUid, browser },
      confirmSeconds,
    );
    const { subject, text } = messages.mailConfirm(`${this.#publicUrl}/confirm?token=${token}`);
    await this.#mailer.send({ to: account.email, subject, text });
  }

  /**
   * Proves the address. In the browser that signed up the link is enough; elsewhere the password is asked, too,
   * so that nobody can make somebody else prove an account for which he chose the password.
   */
  async confirm(token: string, browser: string | null, password?: string): Promise<Confirmation> {
    const link = await this.#links.find('confirm', token);
    if (!link) return { status: 'link-dead' };
    const { accountId, interactionUid } = link;
    const sameBrowser = link.browser !== null && link.browser === browser;
    // Opening the mail's link a second time is no mistake.
    if (link.used)
      return sameBrowser ? { status: 'confirmed', accountId, interactionUid } : { status: 'link-dead' };
    if (!sameBrowser) {
      if (password === undefined) return { status: 'password-needed' };
      if (!(await this.#verify(accountId, password))) return { status: 'wrong-password' };
    }
    if (!(await this.#links.use('confirm', token))) return { status: 'link-dead' };
    await this.#identity.confirm(accountId);
    return { status: 'confirmed', accountId, interactionUid };
  }

  /**
   * The account of somebody whose address another provider vouches for, made if there is none. One that nobody has proven may be
   * a stranger's, who waits for its owner: it loses its password and everything that is signed in with it.
   */
  async fromElsewhere({ email, name }: { email: string; name: string }): Promise<string> {
    const password = randomBytes(32).toString('base64url');
    const known = await this.#identity.findByEmail(email);
    if (known?.confirmed) return known.id;
    const account = known ?? (await this.#createConfirmed({ email, name, password }));
    if (account.confirmed) return account.id;
    await this.#identity.setPassword(account.id, password);
    await this.#records.revokeAccount(account.id);
    await this.#identity.confirm(account.id);
    return account.id;
  }

  /** Address behind a live confirmation link, to count wrong passwords by. */
  async addressToConfirm(token: string): Promise<string | null> {
    const link = await this.#links.find('confirm', token);
    return link && ((await this.#identity.find(link.accountId))?.email ?? null);
  }

  /** The account that this sign-in waits for, once its address is proven. */
  async confirmedFor(interactionUid: string, browser: string | null): Promise<string | null> {
    return browser && this.#links.confirmedAccount(interactionUid, browser);
  }

  /** Mails a link for a new password. Goes on after it has returned: waiting would tell who has an account. */
  forgot(email: string, asker: Asker): void {
    this.#sendReset(email, asker).catch((error: unknown) =>
      this.#log.error({ err: error }, 'reset mail not sent'),
    );
  }

  async resetPossible(token: string): Promise<boolean> {
    return (await this.#links.find('reset', token))?.used === false;
  }

  /**
   * Sets a new password and ends all sessions. Following the mail's link proves the address, too. Null when the
   * link is used or too old. Throws `password_too_weak`, and the link stays good.
   */
  async reset(token: string, password: string): Promise<{ interactionUid: string | null } | null> {
    const link = await this.#links.find('reset', token);
    if (!link || link.used) return null;
    await this.#identity.setPassword(link.accountId, password);
    if (!(await this.#links.use('reset', token))) return null;
    await this.#identity.confirm(link.accountId);
    await this.#records.revokeAccount(link.accountId);
    return { interactionUid: link.interactionUid };
  }

  async #sendReset(email: string, { interactionUid, browser, messages }: Asker): Promise<void> {
    const account = await this.#identity.findByEmail(email);
    if (!account) return;
    const token = await this.#links.create(
      { purpose: 'reset', accountId: account.id, interactionUid, browser },
      resetSeconds,
    );
    const { subject, text } = messages.mailReset(`${this.#publicUrl}/reset?token=${token}`);
    await this.#mailer.send({ to: account.email, subject, text });
  }

  /** Or whoever was a moment faster. */
  async #createConfirmed(person: { email: string; name: string; password: string }): Promise<Account> {
    const name = nameFrom(person);
    try {
      return await this.#identity.create({ id: uuidv7(), ...person, name, confirmed: true });
    } catch (error) {
      const winner = await this.#identity.findByEmail(person.email);
      if (!(error instanceof IdentityError) || error.code !== 'email_taken' || !winner) throw error;
      return winner;
    }
  }

  async #createOr(
    person: { email: string; name: string; password: string },
    whenKnown: (account: Account) => Promise<Account | null>,
  ): Promise<Account | null> {
    const known = await this.#identity.findByEmail(person.email);
    if (known) return whenKnown(known);
    try {
      return await this.#identity.create({ id: uuidv7(), ...person });
    } catch (error) {
      if (!(error instanceof IdentityError) || error.code !== 'email_taken') throw error;
      // Two sign-ups at the same moment.
      const winner = await this.#identity.findByEmail(person.email);
      return winner && whenKnown(winner);
    }
  }

  async #verify(accountId: string, password: string): Promise<boolean> {
    const account = await this.#identity.find(accountId);
    return (
      account !== null && (await this.#identity.verifyPassword(account.email, password))?.id === accountId
    );
  }
}

/** As the sign-up form would take it. */
const nameFrom = ({ name, email }: { name: string; email: string }): string => {
  const typed = line(80).safeParse(name);
  return (typed.success && typed.data) || (email.split('@')[0] ?? '').slice(0, 80);
};
