import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';

import { IdentityError } from '@vidkit/platform/ports/identity';
import { v7 as uuidv7 } from 'uuid';

import { signUpForm } from '../features/identity/sign-in-forms.ts';
import { CliError, faultsOf } from './cli-error.ts';
import { required, type Command } from './command.ts';
import { withIdentity } from './operator.ts';

/** `user create`: an account that can sign in at once. Running it again for the same address changes nothing. */
export const createUser: Command = {
  usage: '--email E --name N [--password-stdin]',
  summary: 'make an account; prints a random password unless one is piped in',
  options: { email: { type: 'string' }, name: { type: 'string' }, 'password-stdin': { type: 'boolean' } },
  run: async (input) => {
    const piped = input.values['password-stdin'] === true;
    const wanted = signUpForm.safeParse({
      email: required(input, 'email'),
      name: required(input, 'name'),
      password: piped
        ? (await text(input.stdin)).replace(/\r?\n$/, '')
        : randomBytes(12).toString('base64url'),
    });
    if (!wanted.success) throw new CliError(faultsOf(wanted.error));
    const { email, name, password } = wanted.data;
    return withIdentity(input.config, async (identity) => {
      const existing = await identity.findByEmail(email);
      if (existing)
        return { text: `${email} has an account already.`, data: { id: existing.id, email, created: false } };
      try {
        const account = await identity.create({ id: uuidv7(), email, name, password, confirmed: true });
        return {
          text: `Made an account for ${email}.${piped ? '' : ` Password: ${password}`}`,
          data: { id: account.id, email, created: true, ...(!piped && { password }) },
        };
      } catch (error) {
        if (error instanceof IdentityError) throw new CliError(error.message, { cause: error });
        throw error;
      }
    });
  },
};
