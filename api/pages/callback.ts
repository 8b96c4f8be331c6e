/** Hands the answer of the authorization server to the page that opened this window, and to nobody else. */
const box = document.querySelector<HTMLElement>('[data-target-origin]');
const targetOrigin = box?.dataset['targetOrigin'];
const opener = window.opener as Window | null;

const query = new URLSearchParams(location.search);
const answer: Record<string, string> = { type: 'vidkit:authorization' };
for (const name of ['code', 'state', 'iss', 'error']) {
  const value = query.get(name);
  if (value !== null) answer[name] = value;
}
// The code is worthless without its verifier, and it need not stay in the history either.
history.replaceState(null, '', location.pathname);

const showThatNobodyListens = (): void => {
  box?.querySelector('[data-going]')?.toggleAttribute('hidden', true);
  box?.querySelector('[data-no-opener]')?.toggleAttribute('hidden', false);
};

if (box && targetOrigin && opener && !opener.closed) {
  opener.postMessage(answer, targetOrigin);
  // The opener closes us when it has read the message. Closing at once could drop it.
  setTimeout(() => {
    window.close();
    setTimeout(showThatNobodyListens, 500);
  }, 300);
} else {
  showThatNobodyListens();
}

export {};
