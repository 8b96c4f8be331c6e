import { css } from 'lit';

/** Rail, icons only under 1100 px, a bar below under 640 px. */
export const studioAppStyles = css`
  :host {
    --rail: 14rem;
    --bar: 0px;
    min-block-size: 100dvh;
    background-color: var(--_surface);
    font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
  }

  .skip {
    position: fixed;
    inset-block-start: var(--_space-2);
    inset-inline-start: var(--_space-2);
    z-index: 40;
  }

  .rail {
    position: fixed;
    inset-block: 0;
    inset-inline-start: 0;
    z-index: 10;
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    inline-size: var(--rail);
    padding: var(--_space-4) var(--_space-3);
    border-inline-end: 1px solid var(--_border);
    background-color: var(--_surface-sunken);
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 4px 8px;
    color: var(--_text);
    font-weight: 650;
    letter-spacing: -0.01em;
    text-decoration: none;
  }

  .mark {
    flex: none;
    inline-size: 26px;
    block-size: 26px;
  }

  .mark rect {
    fill: var(--_accent);
  }

  .mark path {
    fill: var(--_accent-text);
  }

  .rail ul {
    display: grid;
    gap: 2px;
  }

  .link {
    position: relative;
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 34px;
    padding: 4px 8px;
    border-radius: 6px;
    color: var(--_text-muted);
    font-weight: 550;
    line-height: 1.2;
    text-decoration: none;
  }

  .link:hover {
    background-color: var(--_hover);
    color: var(--_text);
  }

  .link[aria-current] {
    background-color: color-mix(in oklab, var(--_text) 9%, transparent);
    color: var(--_text);
  }

  .running {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 6px;
    min-inline-size: 18px;
    padding: 1px 5px;
    border-radius: 999px;
    background-color: var(--_surface);
    color: var(--_accent-ink);
    font-size: var(--_size-xs);
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  .upload {
    position: relative;
    justify-content: flex-start;
    inline-size: 100%;
    margin-block-end: var(--_space-3);
    padding-inline: 8px;
  }

  .account {
    margin-block-start: auto;
  }

  .who {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-inline-size: 0;
    padding: 6px 8px;
    border: 0;
    border-radius: 6px;
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .who:hover {
    background-color: var(--_hover);
  }

  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    overflow: hidden;
    inline-size: 26px;
    block-size: 26px;
    border-radius: 50%;
    background-color: var(--_accent-soft);
    color: var(--_accent-ink);
    font-weight: 650;
  }

  .avatar img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .link .icon,
  .upload .icon,
  .avatar {
    font-size: 16px;
  }

  .avatar {
    font-size: 12px;
  }

  .who .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .menu {
    position: fixed;
    inset: auto;
    inset-block-end: 64px;
    inset-inline-start: var(--_space-3);
    inline-size: 248px;
    margin: 0;
    padding: var(--_space-3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-m);
    background-color: var(--_surface-raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  .menu .mail {
    padding: 0 8px var(--_space-2);
    overflow-wrap: anywhere;
  }

  .menu fieldset {
    padding-block: var(--_space-2);
    border-block: 1px solid var(--_border);
  }

  .menu legend {
    float: inline-start;
    inline-size: 100%;
    padding: 0 8px 4px;
    color: var(--_text-muted);
    font-size: var(--_size-s);
  }

  .menu .check {
    clear: both;
    padding: 5px 8px;
    border-radius: 6px;
    cursor: pointer;
  }

  .menu .check:hover {
    background-color: var(--_hover);
  }

  .menu .out {
    justify-content: flex-start;
    inline-size: 100%;
    margin-block-start: var(--_space-2);
    padding-inline: 8px;
  }

  main {
    min-block-size: 100dvh;
    margin-inline-start: var(--rail);
    padding: var(--_space-8) var(--_space-8) calc(var(--_space-12) + var(--bar));
  }

  .page {
    max-inline-size: 1240px;
    margin-inline: auto;
  }

  .drop {
    position: fixed;
    inset: 0;
    z-index: 20;
    display: grid;
    place-items: center;
    background-color: color-mix(in oklab, var(--_surface) 82%, transparent);
    pointer-events: none;
  }

  .drop p {
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    padding: var(--_space-6) var(--_space-8);
    border: 2px dashed var(--_accent);
    border-radius: 12px;
    background-color: var(--_accent-soft);
    color: var(--_accent-ink);
    font-size: var(--_size-l);
    font-weight: 600;
  }

  .drop .icon {
    font-size: 24px;
  }

  @media (40rem <= width < 68.75rem) {
    :host {
      --rail: 64px;
    }

    .rail {
      align-items: center;
    }

    .label-text,
    .who .name {
      position: absolute;
      overflow: hidden;
      inline-size: 1px;
      block-size: 1px;
      clip-path: inset(50%);
      white-space: nowrap;
    }

    .link,
    .upload {
      justify-content: center;
      inline-size: 40px;
      min-block-size: 40px;
      margin-inline: auto;
      padding: 0;
    }

    .link .icon,
    .upload .icon {
      font-size: 17px;
    }

    .who {
      justify-content: center;
      inline-size: 40px;
      padding: 7px;
    }

    .running {
      inset-block-start: -2px;
      inset-inline-end: -4px;
    }

    main {
      padding: var(--_space-6) var(--_space-6) var(--_space-12);
    }
  }

  @media (width < 40rem) {
    :host {
      --rail: 0px;
      --bar: calc(57px + env(safe-area-inset-bottom));
    }

    .rail {
      inset-block: auto 0;
      inset-inline: 0;
      flex-direction: row;
      align-items: stretch;
      gap: 0;
      inline-size: auto;
      padding: 0 4px env(safe-area-inset-bottom);
      border-block-start: 1px solid var(--_border);
      border-inline-end: 0;
    }

    .brand {
      display: none;
    }

    .nav {
      display: contents;
    }

    .rail ul {
      display: contents;
    }

    .rail li,
    .account {
      display: flex;
      flex: 1 1 0;
      justify-content: center;
      min-inline-size: 0;
      margin: 0;
    }

    .before-upload {
      order: -1;
    }

    .link,
    .upload,
    .who {
      margin: 0;
      flex-direction: column;
      justify-content: center;
      gap: 3px;
      inline-size: 100%;
      min-block-size: 56px;
      padding: 4px 0;
      border: 0;
      border-radius: 0;
      font-size: min(var(--_size-xs), 3vi);
      font-weight: 550;
      line-height: 1.2;
      text-align: center;
    }

    .who {
      color: var(--_text-muted);
    }

    .who .avatar {
      inline-size: 22px;
      block-size: 22px;
    }

    .who .name,
    .label-text {
      overflow: hidden;
      max-inline-size: 100%;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .link .icon,
    .upload .icon {
      font-size: 18px;
    }

    .link[aria-current] {
      background: none;
      color: var(--_accent-ink);
    }

    .button.upload.primary {
      background: none;
      color: var(--_text-muted);
    }

    .button.upload.primary .icon {
      box-sizing: content-box;
      padding: 3px 12px;
      border-radius: 999px;
      background-color: var(--_accent);
      color: var(--_accent-text);
    }

    .button.upload.primary[aria-current] {
      color: var(--_accent-ink);
    }

    .menu {
      inset-block-end: calc(var(--bar) + 8px);
      inset-inline: auto 8px;
    }

    .running {
      inset-inline-end: calc(50% - 28px);
    }

    main {
      padding: var(--_space-4) var(--_space-4) calc(var(--_space-12) + var(--bar));
    }
  }

  @media (forced-colors: active) {
    .link[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .mark rect {
      fill: Highlight;
    }

    .mark path {
      fill: HighlightText;
    }
  }
`;
