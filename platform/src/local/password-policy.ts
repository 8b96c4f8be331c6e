import { IdentityError } from '../ports/identity.ts';

export const shortestPassword = 10;
export const longestPassword = 1024;

/** Popular ones of ten characters and more, and the words that popular ones are made from. */
const common: ReadonlySet<string> = new Set(
  `1234567890 0123456789 0987654321 12345678910 123456789a a123456789 1q2w3e4r5t 1qaz2wsx3edc qwertyuiop
  asdfghjkl1 zxcvbnm123 qwerty12345 qwerty123456 q1w2e3r4t5 qazwsxedcrfv 1234qwerasdf asdfghjkl123 passwordpassword
  password1234 password12345 adminadmin administrator changemenow changeme123 letmein1234 welcome1234 welcome123
  iloveyou123 iloveyou12 sunshine123 princess123 football123 baseball123 superman123 trustno1trustno1 whatever123
  michael123 jennifer123 liverpool123 basketball computer123 internet123 samsung123 starwars123 monkey12345
  dragon12345 master12345 shadow12345 hello12345 hellohello test123456 testtest123 testtesttest guestguest rootrootroot
  passwort123 passwort1234 hallo12345 hallohallo ichliebedich schatz12345 geheim12345 motdepasse123 azertyuiop
  contrasena1 contrasena123 vidkitvidkit abcdefghij abcdefghijk abcd123456 abc1234567 aaaaaaaaaa`.split(
    /\s+/,
  ),
);

const stems =
  /^(password|passwort|passw0rd|p@ssw0rd|p@ssword|qwertz?|welcome|letmein|admin|iloveyou)[\d!@#$.?_-]*$/;

/** Whether a password falls to the first guesses: short, popular, repeated, counted up, or the person's own name. */
export const isGuessable = (password: string, personal: readonly string[] = []): boolean => {
  const folded = password.normalize('NFKC').toLowerCase();
  if (folded.length < shortestPassword) return true;
  if (common.has(folded) || stems.test(folded)) return true;
  if (/^(.{1,4})\1+$/u.test(folded)) return true;
  if (isSequence(folded)) return true;
  return personal
    .flatMap((text) => [text.toLowerCase(), text.toLowerCase().split('@')[0] ?? ''])
    .some((text) => text.length >= 4 && folded.replace(/[\d\W_]+$/, '') === text.replace(/[\d\W_]+$/, ''));
};

/** Throws `password_too_weak` for one that falls to the first guesses, or is too long to be hashed for anybody who asks. */
export const checkPassword = (password: string, personal: readonly string[]): void => {
  if (password.length <= longestPassword && !isGuessable(password, personal)) return;
  throw new IdentityError(
    'password_too_weak',
    'The password is too short, too common or taken from the account',
  );
};

/** The same characters, however a keyboard composed them, are the same password. */
export const preparePassword = (password: string): string => password.normalize('NFKC');

const isSequence = (text: string): boolean => {
  const steps = new Set<number>();
  for (let i = 1; i < text.length; i++) steps.add(text.charCodeAt(i) - text.charCodeAt(i - 1));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) === 1;
};
