import './define.ts';

import { Router } from './app/router.ts';
import { applyTheme, readTheme } from './app/theme.ts';
import { studioMessages } from './messages/studio.messages.ts';
import { StudioSession } from './session/studio-session.ts';
import { adoptTokens } from './styles/adopt-tokens.ts';

applyTheme(readTheme());
adoptTokens();

// The first of the reader's languages that we speak; the elements on the page follow it.
const spoken = navigator.languages.find((tag) => /^en\b/i.test(tag) || studioMessages.match(tag) !== 'en');
document.documentElement.lang = spoken ?? 'en';

const router = new Router();
const app = document.createElement('studio-app');
app.router = router;
app.session = new StudioSession({
  origin: location.origin,
  storage: sessionStorage,
  leave: (url) => location.assign(url),
  currentPath: () => router.path,
});
document.body.append(app);
