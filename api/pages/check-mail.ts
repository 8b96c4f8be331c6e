/** Goes on when the address is proven: at once when the link was opened in this browser, else within seconds. */
const pollMs = 3_000;

const box = document.querySelector<HTMLElement>('[data-wait]');
const uid = box?.dataset['wait'] ?? '';
const stateUrl = box?.dataset['state'] ?? '';

const goOn = (): void => location.reload();

const channel = new BroadcastChannel(`vidkit:sign-in:${uid}`);
channel.addEventListener('message', ({ data }) => {
  if (data !== 'confirmed') return;
  channel.postMessage('waiting');
  goOn();
});

const poll = async (): Promise<void> => {
  try {
    const response = await fetch(stateUrl, { headers: { Accept: 'application/json' } });
    const { state } = (await response.json()) as { state: 'waiting' | 'confirmed' | 'ended' };
    if (state !== 'waiting') return goOn();
  } catch {
    // Offline, or the server restarts: the next try tells.
  }
  setTimeout(() => void poll(), pollMs);
};

setTimeout(() => void poll(), pollMs);

export {};
