import { createHash, randomBytes } from 'node:crypto';

import type { Seal } from './seal.ts';
import type { SecondFactorRepository } from './second-factor.repository.ts';
import { base32, stepOf, uriOf } from './totp.ts';

export interface Enrolment {
  /** To be typed where nothing can be read or tapped. */
  readonly secret: string;
  readonly uri: string;
}

const secretBytes = 20;
const recoveryCodes = 10;
/** 50 bits: nobody guesses one, and hashes of them need no salt. */
const recoveryBytes = 10;
const recoveryLength = 10;
const resealAtOnce = 500;

/** Codes of an authenticator beside the password (TOTP), the same wherever passwords are kept. */
export class SecondFactor {
  readonly #factors: SecondFactorRepository;
  readonly #seal: Seal;
  readonly #issuer: string;

  constructor(factors: SecondFactorRepository, seal: Seal, issuer: string) {
    this.#factors = factors;
    this.#seal = seal;
    this.#issuer = issuer;
  }

  /** Whether somebody has to give a second code to sign in. */
  async isOn(accountId: string): Promise<boolean> {
    return (await this.#factors.find(accountId))?.confirmed === true;
  }

  async recoveryCodesLeft(accountId: string): Promise<number> {
    return await this.#factors.countRecoveryCodes(accountId);
  }

  /** What the authenticator is to be given; in use once `confirm` has seen a code. Null where one is in use. */
  async begin({ id, email }: { id: string; email: string }): Promise<Enrolment | null> {
    const secret = randomBytes(secretBytes);
    if (!(await this.#factors.begin(id, this.#seal.seal(secret, id)))) return null;
    return { secret: base32(secret), uri: uriOf(secret, { issuer: this.#issuer, email }) };
  }

  /** The same again, for somebody who mistyped a code. Null where there is nothing to confirm. */
  async pending({ id, email }: { id: string; email: string }): Promise<Enrolment | null> {
    const factor = await this.#factors.find(id);
    const secret = factor && !factor.confirmed ? this.#seal.open(factor.sealed, id) : null;
    return secret && { secret: base32(secret), uri: uriOf(secret, { issuer: this.#issuer, email }) };
  }

  /** Codes for the day on which the authenticator is lost, told this once. Null when the code is wrong. */
  async confirm(accountId: string, code: string): Promise<string[] | null> {
    const factor = await this.#factors.find(accountId);
    if (!factor || factor.confirmed || !(await this.#isCode(accountId, code))) return null;
    const codes = Array.from({ length: recoveryCodes }, () =>
      base32(randomBytes(recoveryBytes)).slice(0, recoveryLength),
    );
    // Null too where another page has begun anew meanwhile: its key is the one that counts.
    if (!(await this.#factors.confirm(accountId, factor.sealed, codes.map(hashOf)))) return null;
    return codes.map((one) => `${one.slice(0, 5)}-${one.slice(5)}`);
  }

  /** Whether it is a code of the authenticator or one of the others. Each is good once. */
  async verify(accountId: string, typed: string): Promise<boolean> {
    if (!(await this.isOn(accountId))) return false;
    const text = typed.toUpperCase().replace(/[\s-]/g, '');
    if (text.length === recoveryLength) return await this.#factors.useRecoveryCode(accountId, hashOf(text));
    return await this.#isCode(accountId, typed);
  }

  /** Takes it out of use for somebody who still has a code. */
  async remove(accountId: string, code: string): Promise<boolean> {
    if (!(await this.verify(accountId, code))) return false;
    await this.#factors.remove(accountId);
    return true;
  }

  /** After keys were replaced: what the old one sealed is sealed by the new one while both are known. */
  async reseal(): Promise<void> {
    for (const { accountId, sealed } of await this.#factors.listSealedOtherwise(
      this.#seal.current,
      resealAtOnce,
    )) {
      const secret = this.#seal.open(sealed, accountId);
      if (secret) await this.#factors.reseal(accountId, sealed, this.#seal.seal(secret, accountId));
    }
  }

  async #isCode(accountId: string, typed: string): Promise<boolean> {
    const factor = await this.#factors.find(accountId);
    const secret = factor && this.#seal.open(factor.sealed, accountId);
    const step = secret && stepOf(secret, typed.replace(/\s/g, ''), Date.now());
    return step !== null && (await this.#factors.useStep(accountId, step));
  }
}

const hashOf = (code: string): string => createHash('sha256').update(code).digest('base64url');
