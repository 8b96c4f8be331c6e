import type { Scope } from '@vidkit/contracts/operations';

/** Every sentence of our sign-in pages and mails. A missing or extra one in another language does not compile. */
export const en = {
  language: 'en',
  brand: 'Vidkit',

  // Watch and embed pages
  studio: 'Studio',
  subscribe: 'Subscribe',
  subscribed: 'Subscribed',
  subscriber: 'subscriber',
  subscribers: 'subscribers',
  like: 'Like',
  share: 'Copy link',
  linkCopied: 'Copied',
  comments: 'Comments',
  scriptsNeeded: 'Turn JavaScript on to play this video.',
  signInBlocked: 'The browser blocked the sign-in window. Allow pop-ups for this page and try again.',
  actionFailed: 'That did not work. Check your connection and try again.',
  videoMissingTitle: 'This video is not here',
  videoMissingText: 'It may be private or deleted, or the link is incomplete.',
  isItYours: 'Is it yours? Sign in',
  notYours: 'There is no video of yours at this address.',
  onlyYouSee: 'Only you can see this.',
  onlyYouSeeUntil: 'Only you can see this, until it becomes public: {time}',
  notHereTitle: 'Not on this site',
  notHereText: 'Its owner chose on which sites this video can be watched, and this is not one of them.',
  watchThere: 'Watch it on its own page',

  signInTitle: 'Sign in',
  signInTo: (client: string) => `to continue to ${client}`,
  email: 'Email',
  password: 'Password',
  name: 'Name',
  nameHint: 'Shown beside what you write and publish.',
  newPassword: 'New password',
  passwordHint: 'At least 10 characters. A few words work well.',
  signIn: 'Sign in',
  forgot: 'Forgot password?',
  secondStepTitle: 'One more code',
  secondStepText: 'Open your authenticator and enter the code that it shows for this site.',
  code: 'Code',
  codeHint: 'Six digits. Without your authenticator, one of your recovery codes.',
  codeWrong: 'This code is not right, or was used already. Wait for the next one and try again.',
  passwordWrong: 'This is not your password.',
  securityTitle: 'Two-step sign-in',
  securityOff:
    'Off. With it, signing in also takes a code from an app on your phone, so that your password alone opens nothing.',
  securityOn: (codesLeft: number) =>
    codesLeft === 1
      ? 'On. You have one recovery code left.'
      : `On. You have ${codesLeft} recovery codes left.`,
  securityBegin: 'Turn on',
  securityRemove: 'Turn off',
  enrolTitle: 'Add your authenticator',
  enrolText: 'Scan this with any app that makes six-digit codes.',
  enrolPicture: 'QR code of the key that stands below',
  enrolOpen: 'Open the app on this device',
  enrolType: 'Or type this key into the app on another one:',
  enrolConfirm: 'Turn on',
  recoveryTitle: 'Two-step sign-in is on',
  recoveryText:
    'Keep these codes where you find them without your phone. Each replaces a code of the app once. They are not shown again.',
  signInWith: (provider: string) => `Continue with ${provider}`,
  socialFailedTitle: 'Not signed in',
  socialFailedText: 'Signing in there did not work out. Try again, or use your email address and password.',
  socialUnproven: (email: string) =>
    `The other side does not vouch that ${email} is yours. Create an account with this address here; one mail proves it.`,
  noAccount: 'New here?',
  signUp: 'Create account',
  signUpTitle: 'Create your account',
  haveAccount: 'Have an account?',

  wrongPassword: 'Email or password is not right. Check both and try again.',
  emailInvalid: 'Enter an email address, such as name@example.com.',
  nameInvalid: 'Enter your name, at most 80 characters.',
  passwordMissing: 'Enter your password.',
  passwordWeak:
    'This password is easy to guess. Use at least 10 characters that are not a common password or your name.',

  checkMailTitle: 'Check your mail',
  checkMailText: 'We sent a link to the address you entered. Open it to go on.',
  checkMailWaiting: 'This page goes on by itself as soon as the link is opened.',
  checkMailSpam: 'Nothing there after a minute? Look in the spam folder, or go back and check the address.',
  checkMailReset: 'If there is an account with this address, a link to set a new password is on its way.',
  openOutbox: 'Open the local outbox',
  outboxHint: 'This installation keeps its mails on this computer.',
  goOn: 'Continue',
  back: 'Back',
  backToSignIn: 'Back to sign in',

  confirmedTitle: 'Address confirmed',
  confirmedText: 'Thank you. Going on…',
  confirmedElsewhere: 'Thank you. Go back to the window where you signed up; you are signed in there.',
  confirmedDone: 'Thank you. You can sign in now.',
  confirmTitle: 'Confirm your address',
  confirmText:
    'You opened the link on another device or browser. Enter the password you chose to confirm that the account is yours.',
  confirm: 'Confirm',
  confirmWrong: 'This is not the password you chose when you signed up.',

  forgotTitle: 'Forgot your password?',
  forgotText: 'Enter your address, and we send a link to set a new one.',
  sendLink: 'Send link',
  resetTitle: 'Set a new password',
  resetText: 'You will be signed out on all devices.',
  setPassword: 'Set password',
  resetDoneTitle: 'Password changed',
  resetDoneText: 'You can sign in with the new password now.',

  linkDeadTitle: 'This link no longer works',
  linkDeadText:
    'It was used already, is too old, or a newer mail replaced it. Open the newest mail, or start again.',
  goToStudio: 'Go to the studio',

  consentTitle: (site: string) => `Sign in to ${site}`,
  consentTitleComment: (site: string) => `Comment on ${site}`,
  consentAs: (name: string, email: string) => `as ${name} (${email})`,
  consentText: (origin: string) => `The page ${origin} will be able to:`,
  consentScopes: {
    'videos:read': 'See your videos, also private ones',
    'videos:write': 'Edit, publish and delete your videos',
    'uploads:write': 'Upload videos to your channel',
    'comments:write': 'Write comments in your name',
    'reactions:write': 'Like and subscribe in your name',
    'history:write': 'See what you watched, and remember where you stopped',
    'sites:write':
      'Manage the sites on which people can sign in, and the tokens with which others upload to you',
  } satisfies Record<Scope, string>,
  consentLimits: 'It never sees your password, and it can do nothing else.',
  allow: 'Allow',
  cancel: 'Cancel',
  notYou: 'Use another account',

  callbackTitle: 'Almost done',
  callbackText: 'Going back to the page…',
  callbackFailedTitle: 'Not signed in',
  callbackFailedText: 'Nothing was shared. Going back to the page…',
  callbackNoOpener:
    'You can close this window. The page that opened it is gone or does not allow an answer. Go back to it and try again.',

  signOutTitle: 'Sign out?',
  signOutText: 'You will be signed out of Vidkit and of all sites on which you signed in with this browser.',
  signOut: 'Sign out',
  signedOutTitle: 'You are signed out',
  signedOutText: 'See you soon.',

  expiredTitle: 'This sign-in has ended',
  expiredText:
    'It took too long, or it was finished in another window. Go back to the page you came from and start again.',
  errorTitle: 'Signing in did not work',
  errorText:
    'The page that sent you here asked for something that is not possible. Go back to it and try again; if that does not help, tell its owner.',
  errorOurs: 'Something went wrong on our side. Try again in a moment.',
  errorCode: (code: string) => `Code: ${code}`,
  forgedTitle: 'Please try that again',
  forgedText: 'The form was open for too long, or your browser blocks cookies of this page.',
  tooOftenTitle: 'Too many attempts',
  tooOftenText: (minutes: number) =>
    minutes === 1
      ? 'Please wait a minute, then try again.'
      : `Please wait ${minutes} minutes, then try again.`,
  notFoundTitle: 'Nothing here',
  notFoundText: 'This site is not registered, or no longer.',

  outboxTitle: 'Outbox',
  outboxText: 'Mails of this installation. They stay on this computer, and only this computer can read them.',
  outboxEmpty: 'No mails yet.',
  outboxTo: 'To',

  mailConfirm: (link: string) => ({
    subject: 'Confirm your email address',
    text: `Hello,\n\nopen this link to confirm your address and finish your account:\n\n${link}\n\nIt works once, within 24 hours. If you did not sign up, ignore this mail: nothing happens.\n`,
  }),
  mailKnownAddress: (link: string) => ({
    subject: 'You have an account already',
    text: `Hello,\n\nsomebody, probably you, tried to create an account with this address. You have one already: sign in here, or choose "Forgot password?" there.\n\n${link}\n\nIf it was not you, ignore this mail: nothing was changed.\n`,
  }),
  mailReset: (link: string) => ({
    subject: 'Set a new password',
    text: `Hello,\n\nopen this link to set a new password:\n\n${link}\n\nIt works once, within one hour. If you did not ask for it, ignore this mail: your password stays as it is.\n`,
  }),
};

type Widen<T> = T extends string
  ? string
  : T extends (...args: infer A) => infer R
    ? (...args: A) => Widen<R>
    : { [K in keyof T]: Widen<T[K]> };

export type Messages = Widen<typeof en>;
