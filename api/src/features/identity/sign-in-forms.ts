import { line } from '@vidkit/contracts/schemas/basics';
import { z } from 'zod';

import type { Messages } from '../../pages/messages.ts';
import type { FormState } from '../../pages/sign-in.page.ts';

const email = z.string().trim().max(254).pipe(z.email());
const password = z.string().min(1).max(1024);

export const signInForm = z.object({ email, password });
export const signUpForm = z.object({
  email,
  password: password.min(10),
  name: line(80).pipe(z.string().min(1)),
});
export const emailForm = z.object({ email });
export const linkForm = z.object({ token: z.string().max(100), password });

/** The token of a mail's link, from an address or a form. Empty when there is none. */
export const linkToken = (source: unknown): string => {
  const token = (source as Record<string, unknown> | undefined)?.['token'];
  return typeof token === 'string' ? token : '';
};

/** The code of an authenticator, or one for the day on which it is lost. Empty when there is none. */
export const typedCode = (body: unknown): string => textOf(body, 'code', 40);

export const typedPassword = (body: unknown): string => textOf(body, 'password', 1024);

const textOf = (body: unknown, name: string, max: number): string => {
  const value = (body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' && value.length <= max ? value : '';
};

/** What was typed, to show it again. Never passwords. */
export const typedValues = (body: unknown): NonNullable<FormState['values']> => {
  const typed = body as Record<string, unknown> | undefined;
  const pick = (name: 'email' | 'name') => {
    const value = typed?.[name];
    return typeof value === 'string' ? { [name]: value.slice(0, 320) } : {};
  };
  return { ...pick('email'), ...pick('name') };
};

/** A sentence for each field that the schema refused. */
export const fieldErrors = (
  error: z.ZodError,
  messages: Messages,
  purpose: 'existing' | 'new',
): NonNullable<FormState['errors']> => {
  const sentences: Readonly<Record<string, string>> = {
    email: messages.emailInvalid,
    name: messages.nameInvalid,
    password: purpose === 'new' ? messages.passwordWeak : messages.passwordMissing,
  };
  const wrong = error.issues.map((issue) => String(issue.path[0])).filter((name) => name in sentences);
  return Object.fromEntries(wrong.map((name) => [name, sentences[name]]));
};
