/** Least distance of a menu from the edges of the window, and from what it belongs to. */
const margin = 8;

/** Players lower than this, in pixels, are a bar, which a menu leaves free. */
const bar = 100;

/** Puts a menu of the top layer above its button, with the ends aligned; below the player where there is more room. */
export const placeMenu = (menu: HTMLElement, player: Element, button: Element): void => {
  const { top: edge, bottom, height: tall } = player.getBoundingClientRect();
  const { top: upper, right } = button.getBoundingClientRect();
  const top = tall < bar ? edge : upper;
  const { clientWidth, clientHeight } = menu.ownerDocument.documentElement;
  const height = clientHeight || innerHeight;
  const above = top - 2 * margin;
  const below = height - bottom - 2 * margin;
  // Before it is measured: what it needs depends on what it may have.
  const upwards = above >= Math.min(menu.scrollHeight, 360) || above >= below;
  menu.style.setProperty('--room', `${Math.max(120, upwards ? above : below)}px`);
  const within = (start: number, size: number, edge: number): string =>
    `${Math.max(margin, Math.min(start, edge - size - margin))}px`;
  menu.style.setProperty('--x', within(right - menu.offsetWidth, menu.offsetWidth, clientWidth));
  const y = upwards ? top - margin - menu.offsetHeight : bottom + margin;
  menu.style.setProperty('--y', within(y, menu.offsetHeight, height));
};
