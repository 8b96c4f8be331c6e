/** The buttons answer once the page has been visible for half a second without a break. */
const guardMs = 500;

const buttons = document.querySelectorAll<HTMLButtonElement>('[data-guarded] button');
let timer: ReturnType<typeof setTimeout> | undefined;

const arm = (): void => {
  clearTimeout(timer);
  for (const button of buttons) button.disabled = true;
  if (document.visibilityState !== 'visible') return;
  timer = setTimeout(() => {
    for (const button of buttons) button.disabled = false;
  }, guardMs);
};

document.addEventListener('visibilitychange', arm);
arm();

export {};
