import { css } from 'lit';

/** What only those see who write; joins the styles of the list when they begin. */
export const writingStyles = css`
  .footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
    margin-block-start: var(--_space-2);
  }

  .footer .chip .icon {
    inline-size: 14px;
    block-size: 14px;
  }

  .hint {
    flex: 1 1 auto;
    min-inline-size: 0;
    overflow: hidden;
    font-size: var(--_size-s);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .buttons {
    display: flex;
    gap: var(--_space-2);
    margin-inline-start: auto;
  }

  .footer .problem {
    flex-basis: 100%;
    margin-block-start: 0;
  }

  .sending {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 28px;
    font-size: var(--_size-s);
  }

  .gone .button {
    font-style: normal;
  }

  .main > .composer {
    margin-block: var(--_space-2);
  }

  @container comments (max-width: 420px) {
    .hint {
      flex-basis: 100%;
      order: -1;
    }

    .hint:empty {
      display: none;
    }

    .buttons {
      flex: 1 1 auto;
      justify-content: flex-end;
    }

    .buttons .button {
      white-space: normal;
    }
  }
`;
