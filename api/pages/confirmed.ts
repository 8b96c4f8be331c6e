/** Lets the window in which the sign-up began go on; goes on here when there is none any more. */
const answerMs = 600;

const box = document.querySelector<HTMLElement>('[data-confirmed]');
const link = box?.querySelector<HTMLAnchorElement>('a');
const channel = new BroadcastChannel(`vidkit:sign-in:${box?.dataset['confirmed'] ?? ''}`);

const timer = setTimeout(() => {
  if (link) location.replace(link.href);
}, answerMs);

channel.addEventListener('message', ({ data }) => {
  if (data !== 'waiting') return;
  clearTimeout(timer);
  channel.close();
  box?.querySelector('[data-going]')?.toggleAttribute('hidden', true);
  box?.querySelector('[data-elsewhere]')?.toggleAttribute('hidden', false);
  link?.toggleAttribute('hidden', true);
});

link?.toggleAttribute('hidden', true);
channel.postMessage('confirmed');

export {};
