/** How the controls are laid out. */
export type Look = 'default' | 'minimal' | 'audio';

/** The look that the page asks for; a word that is none of them is as no word. */
export const lookOf = (element: Element): Look => {
  const wanted = element.getAttribute('look');
  return wanted === 'minimal' || wanted === 'audio' ? wanted : 'default';
};
