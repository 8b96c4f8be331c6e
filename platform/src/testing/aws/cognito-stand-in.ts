import { randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

import { type Fault, type Json, JsonService, ServiceRefusal } from './json-service.ts';
import { useTestCredentials } from './test-credentials.ts';

const hashOf = promisify<string, Buffer, number, Buffer>(scrypt);

interface User {
  readonly sub: string;
  readonly username: string;
  readonly attributes: Map<string, string>;
  salt: Buffer;
  hash: Buffer | null;
  status: 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED';
}

interface Attribute {
  readonly Name: string;
  readonly Value: string;
}

/**
 * The part of a Cognito user pool over HTTP on loopback that administrators use: users who are named by their address, passwords by
 * a policy, kept as hashes, and sign-in by them. Clients of this process speak to it from now on. It gives no tokens that are any good, never
 * locks anybody out, and what it says of limits and errors is from documentation: Cognito has never been asked.
 */
export class CognitoStandIn {
  readonly service: JsonService;
  readonly userPoolId = 'eu-central-1_Test12345';
  readonly clientId = '1example23456789';
  readonly #users: ReadonlyMap<string, User>;

  private constructor(service: JsonService, users: ReadonlyMap<string, User>) {
    this.service = service;
    this.#users = users;
  }

  static async start(): Promise<CognitoStandIn> {
    useTestCredentials();
    const users = new Map<string, User>();
    const service = await JsonService.start({
      target: 'AWSCognitoIdentityProviderService',
      contentType: 'application/x-amz-json-1.1',
      act: (action, input) => act(users, action, input),
    });
    process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] = service.url;
    return new CognitoStandIn(service, users);
  }

  attributesOf(username: string): Record<string, string> {
    return Object.fromEntries(this.#users.get(username.toLowerCase())?.attributes ?? []);
  }

  failNext(action: string, fault: Fault, times = 1): void {
    this.service.failNext(action, fault, times);
  }

  async stop(): Promise<void> {
    await this.service.stop();
  }
}

const act = async (users: Map<string, User>, action: string, input: Json): Promise<Json> => {
  const username = String(input['Username']).toLowerCase();
  switch (action) {
    case 'AdminCreateUser':
      return await createUser(users, username, input);
    case 'AdminSetUserPassword': {
      const user = userOf(users, username);
      checkPolicy(String(input['Password']));
      user.salt = randomBytes(16);
      user.hash = await hashOf(String(input['Password']), user.salt, 32);
      user.status = input['Permanent'] === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
      return {};
    }
    case 'AdminUpdateUserAttributes':
      for (const { Name, Value } of input['UserAttributes'] as Attribute[]) {
        userOf(users, username).attributes.set(Name, Value);
      }
      return {};
    case 'AdminDeleteUser':
      users.delete(userOf(users, username).username);
      return {};
    case 'AdminInitiateAuth':
      return await signIn(users, input);
    default:
      throw new ServiceRefusal('UnknownOperationException', action);
  }
};

const createUser = async (users: Map<string, User>, username: string, input: Json): Promise<Json> => {
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(username)) {
    throw new ServiceRefusal('InvalidParameterException', 'Username should be an email.');
  }
  if (users.has(username)) throw new ServiceRefusal('UsernameExistsException', 'User account already exists');
  checkPolicy(String(input['TemporaryPassword']));
  const salt = randomBytes(16);
  const user: User = {
    sub: randomUUID(),
    username,
    attributes: new Map((input['UserAttributes'] as Attribute[]).map(({ Name, Value }) => [Name, Value])),
    salt,
    hash: null,
    status: 'FORCE_CHANGE_PASSWORD',
  };
  // Before anything is waited for: two at the same moment are not both new.
  users.set(username, user);
  user.hash = await hashOf(String(input['TemporaryPassword']), salt, 32);
  return { User: { Username: user.sub, UserStatus: user.status, Enabled: true } };
};

const signIn = async (users: Map<string, User>, input: Json): Promise<Json> => {
  const { USERNAME = '', PASSWORD = '' } = input['AuthParameters'] as Record<string, string>;
  if (input['AuthFlow'] !== 'ADMIN_USER_PASSWORD_AUTH') {
    throw new ServiceRefusal('InvalidParameterException', 'Auth flow not enabled for this client');
  }
  const user = users.get(USERNAME.toLowerCase());
  // As long for nobody as for somebody; so does a client that prevents errors of existence.
  const hash = await hashOf(PASSWORD, user?.salt ?? randomBytes(16), 32);
  if (!user?.hash || !timingSafeEqual(hash, user.hash)) {
    throw new ServiceRefusal('NotAuthorizedException', 'Incorrect username or password.');
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    return { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: randomUUID(), ChallengeParameters: {} };
  }
  const token = (): string => randomBytes(24).toString('base64url');
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: token(),
      IdToken: token(),
      RefreshToken: token(),
      ExpiresIn: 300,
      TokenType: 'Bearer',
    },
  };
};

const userOf = (users: ReadonlyMap<string, User>, username: string): User => {
  const user = users.get(username);
  if (!user) throw new ServiceRefusal('UserNotFoundException', 'User does not exist.');
  return user;
};

const checkPolicy = (password: string): void => {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+ -]/];
  if (password.length >= 12 && password.length <= 256 && kinds.every((kind) => kind.test(password))) return;
  throw new ServiceRefusal('InvalidPasswordException', 'Password did not conform with policy');
};
