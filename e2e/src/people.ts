import { randomUUID } from 'node:crypto';

import type { Page } from 'playwright-core';

import type { Product } from './product.ts';

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const createPerson = (name: string): Person => ({
  name,
  email: `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`,
  password: `${randomUUID()} of ${name}`,
});

/**
 * On the sign-in page, whole or in a window of its own: chooses to sign up, fills the form, reads the mail in
 * another tab and follows its link there.
 */
export const signUp = async (
  product: Product,
  page: Page,
  { name, email, password }: Person,
): Promise<void> => {
  await page.getByRole('link', { name: 'Create account' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(/check-mail/);

  const mailbox = await page.context().newPage();
  await mailbox.goto(`${product.url}/dev/mail`);
  const mail = mailbox.getByRole('listitem').filter({ hasText: email });
  await mail.getByRole('link').first().click();
  await mailbox.waitForURL((url) => !url.pathname.startsWith('/dev/mail'));
};

/** On the sign-in page: address, password, go. */
export const signIn = async (page: Page, { email, password }: Omit<Person, 'name'>): Promise<void> => {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

/** Signs in through the sign-in window that a click opens, and agrees if asked. Resolves when it has closed. */
export const signInByWindow = async (
  page: Page,
  open: () => Promise<void>,
  person: Person,
): Promise<void> => {
  const [popup] = await Promise.all([page.waitForEvent('popup'), open()]);
  const closed = popup.waitForEvent('close');
  await signIn(popup, person);
  await allow(popup);
  await closed;
};

/** Agrees on the consent page when it comes; a window that closes by itself asked nothing. */
export const allow = async (popup: Page): Promise<void> => {
  const button = popup.locator('button[value=allow]:enabled');
  await Promise.race([
    button.click().catch((error: unknown) => {
      if (!popup.isClosed()) throw error;
    }),
    popup.isClosed() ? null : popup.waitForEvent('close'),
  ]);
};
