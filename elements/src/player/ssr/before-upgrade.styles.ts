/**
 * How a player looks until its script is here. Every rule ends with the upgrade, so nothing of it has to be removed:
 * from then on the element's own sheets give the same place, shape and look.
 */
export const beforeUpgradeStyles = `
:host(:not(:defined)) {
  position: relative;
  display: block;
  box-sizing: border-box;
  inline-size: 100%;
  overflow: clip;
  aspect-ratio: 16 / 9;
  border-radius: var(--vid-player-radius, var(--vid-radius-m, 8px));
  background-color: oklch(0.13 0 0);
  color-scheme: dark;
  contain: layout paint;
}
:host(:not(:defined)[aspect-ratio='9/16']) { aspect-ratio: 9 / 16 }
:host(:not(:defined)[aspect-ratio='1/1']) { aspect-ratio: 1 }
:host(:not(:defined)[aspect-ratio='4/3']) { aspect-ratio: 4 / 3 }
:host(:not(:defined)[aspect-ratio='4/5']) { aspect-ratio: 4 / 5 }
:host(:not(:defined)[aspect-ratio='21/9']) { aspect-ratio: 21 / 9 }
:host(:not(:defined)[look='audio']) { block-size: max(64px, 4rem) }
:host(:not(:defined)[hidden]), :host(:defined) > .before { display: none !important }
.before, .before > *, ::slotted(noscript) { position: absolute; inset: 0; inline-size: 100%; block-size: 100% }
.before > img { object-fit: var(--vid-player-fit, contain) }
.before > .disc {
  inset: calc(50% - 32px) auto auto calc(50% - 32px);
  box-sizing: border-box;
  inline-size: 64px;
  block-size: 64px;
  padding: 17px;
  border-radius: 50%;
  background-color: var(--vid-accent, oklch(0.55 0.2 272));
  color: var(--vid-accent-text, oklch(from var(--vid-accent, oklch(0.55 0.2 272)) clamp(0, (0.66 - l) * 1000, 1) 0 0));
  box-shadow: 0 2px 16px oklch(0 0 0 / 0.35);
}
@container (inline-size < 400px) {
  .before > .disc { inset: calc(50% - 24px) auto auto calc(50% - 24px); inline-size: 48px; block-size: 48px; padding: 12.125px }
}
:host([look='audio']) .before > img { inset: 0 auto 0 0; inline-size: auto; aspect-ratio: 1; object-fit: cover }
:host([look='audio']) .before > .disc {
  inset: calc(50% - 24px) auto auto calc(50cqb - 24px);
  inline-size: 48px;
  block-size: 48px;
  padding: 9px;
}
.before { container-type: size }
@media (forced-colors: active) {
  .before > .disc { border: 2px solid ButtonText; background-color: ButtonFace; color: ButtonText }
}
`;
