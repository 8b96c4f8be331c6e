import type { Messages } from './messages.ts';

export const de: Messages = {
  language: 'de',
  brand: 'Vidkit',

  // Watch and embed pages
  studio: 'Studio',
  subscribe: 'Abonnieren',
  subscribed: 'Abonniert',
  subscriber: 'Abo',
  subscribers: 'Abos',
  like: 'Gefällt mir',
  share: 'Link kopieren',
  linkCopied: 'Kopiert',
  comments: 'Kommentare',
  scriptsNeeded: 'Schalte JavaScript ein, um dieses Video abzuspielen.',
  signInBlocked:
    'Der Browser hat das Anmeldefenster blockiert. Erlaube Pop-ups für diese Seite und versuche es noch einmal.',
  actionFailed: 'Das hat nicht geklappt. Prüfe die Verbindung und versuche es noch einmal.',
  videoMissingTitle: 'Dieses Video ist nicht hier',
  videoMissingText: 'Vielleicht ist es privat oder gelöscht, oder der Link ist unvollständig.',
  isItYours: 'Ist es Ihres? Anmelden',
  notYours: 'Unter dieser Adresse gibt es kein Video von Ihnen.',
  onlyYouSee: 'Nur Sie können das sehen.',
  onlyYouSeeUntil: 'Nur Sie können das sehen, bis es öffentlich wird: {time}',
  notHereTitle: 'Nicht auf dieser Seite',
  notHereText:
    'Wer dieses Video hochgeladen hat, bestimmt, auf welchen Seiten es läuft. Diese gehört nicht dazu.',
  watchThere: 'Auf seiner eigenen Seite ansehen',

  signInTitle: 'Anmelden',
  signInTo: (client) => `weiter zu ${client}`,
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  name: 'Name',
  nameHint: 'Steht neben allem, was Sie schreiben und veröffentlichen.',
  newPassword: 'Neues Passwort',
  passwordHint: 'Mindestens 10 Zeichen. Einige Wörter eignen sich gut.',
  signIn: 'Anmelden',
  forgot: 'Passwort vergessen?',
  secondStepTitle: 'Noch ein Code',
  secondStepText:
    'Öffnen Sie Ihre Authenticator-App und geben Sie den Code ein, den sie für diese Seite zeigt.',
  code: 'Code',
  codeHint: 'Sechs Ziffern. Ohne die App einer Ihrer Wiederherstellungscodes.',
  codeWrong:
    'Dieser Code stimmt nicht oder wurde schon benutzt. Bitte den nächsten abwarten und noch einmal versuchen.',
  passwordWrong: 'Das ist nicht Ihr Passwort.',
  securityTitle: 'Anmeldung in zwei Schritten',
  securityOff:
    'Aus. Mit ihr braucht die Anmeldung auch einen Code von einer App auf Ihrem Telefon, damit das Passwort allein nichts öffnet.',
  securityOn: (codesLeft) =>
    codesLeft === 1
      ? 'An. Sie haben noch einen Wiederherstellungscode.'
      : `An. Sie haben noch ${codesLeft} Wiederherstellungscodes.`,
  securityBegin: 'Einschalten',
  securityRemove: 'Ausschalten',
  enrolTitle: 'Authenticator hinzufügen',
  enrolText: 'Scannen Sie das mit einer App, die sechsstellige Codes erzeugt.',
  enrolPicture: 'QR-Code des Schlüssels, der darunter steht',
  enrolOpen: 'App auf diesem Gerät öffnen',
  enrolType: 'Oder diesen Schlüssel in die App auf einem anderen eintippen:',
  enrolConfirm: 'Einschalten',
  recoveryTitle: 'Anmeldung in zwei Schritten ist an',
  recoveryText:
    'Bewahren Sie diese Codes so auf, dass Sie sie ohne Ihr Telefon finden. Jeder ersetzt einmal einen Code der App. Sie werden nicht noch einmal gezeigt.',
  signInWith: (provider) => `Weiter mit ${provider}`,
  socialFailedTitle: 'Nicht angemeldet',
  socialFailedText:
    'Die Anmeldung dort hat nicht geklappt. Bitte noch einmal versuchen oder E-Mail-Adresse und Passwort verwenden.',
  socialUnproven: (email) =>
    `Die andere Seite bürgt nicht dafür, dass ${email} Ihre Adresse ist. Erstellen Sie hier ein Konto mit ihr; eine E-Mail beweist es.`,
  noAccount: 'Neu hier?',
  signUp: 'Konto anlegen',
  signUpTitle: 'Konto anlegen',
  haveAccount: 'Sie haben ein Konto?',

  wrongPassword: 'E-Mail-Adresse oder Passwort stimmt nicht. Bitte beides prüfen.',
  emailInvalid: 'Bitte eine E-Mail-Adresse eingeben, etwa name@example.com.',
  nameInvalid: 'Bitte Ihren Namen eingeben, höchstens 80 Zeichen.',
  passwordMissing: 'Bitte das Passwort eingeben.',
  passwordWeak:
    'Dieses Passwort ist leicht zu erraten. Nehmen Sie mindestens 10 Zeichen, kein verbreitetes Passwort und nicht Ihren Namen.',

  checkMailTitle: 'Sehen Sie in Ihr Postfach',
  checkMailText: 'Wir haben einen Link an die angegebene Adresse gesendet. Öffnen Sie ihn, um fortzufahren.',
  checkMailWaiting: 'Diese Seite geht von selbst weiter, sobald der Link geöffnet wurde.',
  checkMailSpam:
    'Nach einer Minute noch nichts da? Sehen Sie im Spam-Ordner nach, oder gehen Sie zurück und prüfen Sie die Adresse.',
  checkMailReset:
    'Falls es ein Konto mit dieser Adresse gibt, ist ein Link für ein neues Passwort unterwegs.',
  openOutbox: 'Lokalen Postausgang öffnen',
  outboxHint: 'Diese Installation behält ihre Mails auf diesem Rechner.',
  goOn: 'Weiter',
  back: 'Zurück',
  backToSignIn: 'Zurück zur Anmeldung',

  confirmedTitle: 'Adresse bestätigt',
  confirmedText: 'Danke. Es geht gleich weiter…',
  confirmedElsewhere:
    'Danke. Gehen Sie zurück zu dem Fenster, in dem Sie das Konto angelegt haben; dort sind Sie angemeldet.',
  confirmedDone: 'Danke. Sie können sich jetzt anmelden.',
  confirmTitle: 'Adresse bestätigen',
  confirmText:
    'Sie haben den Link auf einem anderen Gerät oder in einem anderen Browser geöffnet. Geben Sie das gewählte Passwort ein, um zu bestätigen, dass das Konto Ihres ist.',
  confirm: 'Bestätigen',
  confirmWrong: 'Das ist nicht das Passwort, das Sie beim Anlegen gewählt haben.',

  forgotTitle: 'Passwort vergessen?',
  forgotText: 'Geben Sie Ihre Adresse ein; wir senden einen Link für ein neues.',
  sendLink: 'Link senden',
  resetTitle: 'Neues Passwort',
  resetText: 'Sie werden auf allen Geräten abgemeldet.',
  setPassword: 'Passwort speichern',
  resetDoneTitle: 'Passwort geändert',
  resetDoneText: 'Sie können sich jetzt mit dem neuen Passwort anmelden.',

  linkDeadTitle: 'Dieser Link gilt nicht mehr',
  linkDeadText:
    'Er wurde schon benutzt, ist zu alt, oder eine neuere Mail hat ihn ersetzt. Öffnen Sie die neueste Mail, oder beginnen Sie von vorn.',
  goToStudio: 'Zum Studio',

  consentTitle: (site) => `Bei ${site} anmelden`,
  consentTitleComment: (site) => `Auf ${site} kommentieren`,
  consentAs: (name, email) => `als ${name} (${email})`,
  consentText: (origin) => `Die Seite ${origin} kann dann:`,
  consentScopes: {
    'videos:read': 'Ihre Videos sehen, auch private',
    'videos:write': 'Ihre Videos bearbeiten, veröffentlichen und löschen',
    'uploads:write': 'Videos in Ihren Kanal hochladen',
    'comments:write': 'In Ihrem Namen Kommentare schreiben',
    'reactions:write': 'In Ihrem Namen „Gefällt mir“ setzen und abonnieren',
    'history:write': 'Sehen, was Sie angeschaut haben, und sich merken, wo Sie aufgehört haben',
    'sites:write':
      'Die Seiten verwalten, auf denen sich Leute anmelden können, und die Upload-Tokens für andere',
  },
  consentLimits: 'Ihr Passwort sieht sie nie, und mehr kann sie nicht tun.',
  allow: 'Erlauben',
  cancel: 'Abbrechen',
  notYou: 'Anderes Konto verwenden',

  callbackTitle: 'Fast fertig',
  callbackText: 'Zurück zur Seite…',
  callbackFailedTitle: 'Nicht angemeldet',
  callbackFailedText: 'Es wurde nichts weitergegeben. Zurück zur Seite…',
  callbackNoOpener:
    'Sie können dieses Fenster schließen. Die Seite, die es geöffnet hat, ist fort oder lässt keine Antwort zu. Gehen Sie zu ihr zurück und versuchen Sie es noch einmal.',

  signOutTitle: 'Abmelden?',
  signOutText:
    'Sie werden bei Vidkit und bei allen Seiten abgemeldet, auf denen Sie sich mit diesem Browser angemeldet haben.',
  signOut: 'Abmelden',
  signedOutTitle: 'Sie sind abgemeldet',
  signedOutText: 'Bis bald.',

  expiredTitle: 'Diese Anmeldung ist beendet',
  expiredText:
    'Sie hat zu lange gedauert oder wurde in einem anderen Fenster abgeschlossen. Gehen Sie zurück zur Seite, von der Sie kamen, und beginnen Sie noch einmal.',
  errorTitle: 'Die Anmeldung hat nicht geklappt',
  errorText:
    'Die Seite, von der Sie kamen, hat um etwas gebeten, das nicht möglich ist. Gehen Sie zu ihr zurück und versuchen Sie es noch einmal; hilft das nicht, sagen Sie es ihrem Betreiber.',
  errorOurs: 'Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
  errorCode: (code) => `Code: ${code}`,
  forgedTitle: 'Bitte noch einmal',
  forgedText: 'Das Formular war zu lange offen, oder Ihr Browser blockiert die Cookies dieser Seite.',
  tooOftenTitle: 'Zu viele Versuche',
  tooOftenText: (minutes) =>
    minutes === 1
      ? 'Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal.'
      : `Bitte warten Sie ${minutes} Minuten und versuchen Sie es dann noch einmal.`,
  notFoundTitle: 'Hier ist nichts',
  notFoundText: 'Diese Seite ist nicht oder nicht mehr registriert.',

  outboxTitle: 'Postausgang',
  outboxText: 'Mails dieser Installation. Sie bleiben auf diesem Rechner, und nur er kann sie lesen.',
  outboxEmpty: 'Noch keine Mails.',
  outboxTo: 'An',

  mailConfirm: (link) => ({
    subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
    text: `Hallo,\n\nöffnen Sie diesen Link, um Ihre Adresse zu bestätigen und Ihr Konto fertig anzulegen:\n\n${link}\n\nEr gilt einmal und 24 Stunden lang. Wenn Sie kein Konto anlegen wollten, ist nichts zu tun.\n`,
  }),
  mailKnownAddress: (link) => ({
    subject: 'Sie haben schon ein Konto',
    text: `Hallo,\n\njemand, vermutlich Sie, wollte mit dieser Adresse ein Konto anlegen. Sie haben schon eines: Melden Sie sich hier an, oder wählen Sie dort „Passwort vergessen?“.\n\n${link}\n\nWenn Sie es nicht waren, ist nichts zu tun: Es wurde nichts geändert.\n`,
  }),
  mailReset: (link) => ({
    subject: 'Neues Passwort',
    text: `Hallo,\n\nöffnen Sie diesen Link, um ein neues Passwort festzulegen:\n\n${link}\n\nEr gilt einmal und eine Stunde lang. Wenn Sie nicht darum gebeten haben, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.\n`,
  }),
};
