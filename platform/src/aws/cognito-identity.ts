import { createHmac, randomUUID } from 'node:crypto';

import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  NotAuthorizedException,
  PasswordResetRequiredException,
  UsernameExistsException,
  UserNotConfirmedException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

import { AccountDirectory, type Queryable } from '../local/account-directory.ts';
import { checkPassword, longestPassword, preparePassword } from '../local/password-policy.ts';
import { type Account, type Identity, IdentityError } from '../ports/identity.ts';
import { sdkLimits } from './sdk-limits.ts';

export interface CognitoIdentityOptions {
  readonly userPoolId: string;
  /** One that may use ADMIN_USER_PASSWORD_AUTH and has no secret. */
  readonly clientId: string;
  /** Of the database with the table `account`. */
  readonly db: Queryable;
}

/**
 * Accounts in Postgres (table `account`, which other tables point to), passwords in Cognito. Users of the pool are named by their address and
 * carry our id as `custom:account_id`; whether an address is proven is known here, and Cognito mails nobody. Cognito
 * is told a digest in place of the password.
 */
export class CognitoIdentity implements Identity {
  readonly #cognito = new CognitoIdentityProviderClient(sdkLimits());
  readonly #accounts: AccountDirectory;
  readonly #userPoolId: string;
  readonly #clientId: string;

  constructor({ userPoolId, clientId, db }: CognitoIdentityOptions) {
    this.#accounts = new AccountDirectory(db);
    this.#userPoolId = userPoolId;
    this.#clientId = clientId;
  }

  /** The account first, which keeps addresses unique: without a password it can be given one by `setPassword`. */
  async create(wanted: {
    id: string;
    email: string;
    name: string;
    password: string;
    confirmed?: boolean;
  }): Promise<Account> {
    checkPassword(wanted.password, [wanted.email.trim(), wanted.name]);
    const account = await this.#accounts.insert(wanted, null);
    try {
      await this.#addUser(account);
      await this.#tellPassword(account, wanted.password);
    } catch (error) {
      await this.#accounts.remove(account.id);
      throw translated(error);
    }
    return account;
  }

  async find(id: string): Promise<Account | null> {
    return await this.#accounts.find(id);
  }

  async findByEmail(email: string): Promise<Account | null> {
    return (await this.#accounts.findByEmail(email))?.account ?? null;
  }

  async verifyPassword(email: string, password: string): Promise<Account | null> {
    const account = await this.findByEmail(email);
    const fits = password.length <= longestPassword;
    // Cognito is asked about nobody, too, so that both answers take as long.
    const asked = account ?? { id: randomUUID(), email: `${randomUUID()}@unknown.invalid` };
    const right = await this.#isPassword(asked, fits ? password : '');
    return account && fits && right ? account : null;
  }

  async confirm(id: string): Promise<void> {
    await this.#accounts.confirm(id);
  }

  async setPassword(id: string, password: string): Promise<void> {
    const account = await this.find(id);
    checkPassword(password, account ? [account.email, account.name] : []);
    if (!account) return;
    try {
      await this.#tellPassword(account, password);
    } catch (error) {
      if (!(error instanceof UserNotFoundException)) throw translated(error);
      // Its making was interrupted.
      try {
        await this.#addUser(account);
        await this.#tellPassword(account, password);
      } catch (failure) {
        throw translated(failure);
      }
    }
  }

  stop(): Promise<void> {
    this.#cognito.destroy();
    return Promise.resolve();
  }

  /** A user of that name who is there already is nobody's: its account was never finished. */
  async #addUser(account: Account): Promise<void> {
    const user = { UserPoolId: this.#userPoolId, Username: userOf(account) };
    const UserAttributes = attributesOf(account);
    try {
      await this.#cognito.send(
        new AdminCreateUserCommand({
          ...user,
          UserAttributes,
          TemporaryPassword: digestOf(randomUUID(), randomUUID()),
          MessageAction: 'SUPPRESS',
        }),
      );
    } catch (error) {
      if (!(error instanceof UsernameExistsException)) throw error;
      await this.#cognito.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes }));
    }
  }

  async #tellPassword(account: Account, password: string): Promise<void> {
    await this.#cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: this.#userPoolId,
        Username: userOf(account),
        Password: digestOf(account.id, password),
        Permanent: true,
      }),
    );
  }

  async #isPassword(asked: Pick<Account, 'id' | 'email'>, password: string): Promise<boolean> {
    try {
      const { AuthenticationResult } = await this.#cognito.send(
        new AdminInitiateAuthCommand({
          UserPoolId: this.#userPoolId,
          ClientId: this.#clientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: userOf(asked), PASSWORD: digestOf(asked.id, password) },
        }),
      );
      // A challenge in its place is one that we never set, and cannot meet.
      return AuthenticationResult !== undefined;
    } catch (error) {
      if (refusals.some((Refusal) => error instanceof Refusal)) return false;
      throw translated(error);
    }
  }
}

/** Each of them means no, also the pause that Cognito makes after many wrong ones. */
const refusals = [
  NotAuthorizedException,
  UserNotFoundException,
  UserNotConfirmedException,
  PasswordResetRequiredException,
];

const userOf = ({ email }: Pick<Account, 'email'>): string => email.toLowerCase();

const attributesOf = ({ id, email, name }: Account): AttributeType[] => [
  { Name: 'email', Value: email.toLowerCase() },
  // Only proven addresses are names to sign in by; whether it is one is known to us.
  { Name: 'email_verified', Value: 'true' },
  { Name: 'name', Value: name },
  { Name: 'custom:account_id', Value: id },
];

/**
 * What Cognito is told in place of a password: it takes 256 characters and wants some of each kind, where ours are of
 * any length and alphabet. Bound to the account, so that the same password is not seen twice.
 */
const digestOf = (accountId: string, password: string): string =>
  `${createHmac('sha256', accountId).update(preparePassword(password)).digest('base64url')}.aA1`;

const translated = (cause: unknown): Error => {
  if (cause instanceof IdentityError) return cause;
  return new IdentityError('identity_unavailable', `Cognito did not answer: ${(cause as Error).name}`, {
    cause,
  });
};
