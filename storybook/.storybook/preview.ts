import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { tokenDeclarations } from '@vidkit/elements/styles/tokens';
import { unsafeCSS } from 'lit';

import { openApi, type MockApi } from '../mocks/api.ts';
import { apis } from '../stage/apis.ts';
import { globalTypes, initialGlobals } from '../stage/globals.ts';
import { onStage } from '../stage/stage.ts';
import { stageStyles } from '../stage/stage.styles.ts';

/** `elements/dist/custom-elements.json`, put here by the build. */
declare const elementsManifest: unknown;

setCustomElementsManifest(elementsManifest);

const tokens = unsafeCSS(`.stage { ${tokenDeclarations} }`);
for (const { styleSheet } of [tokens, stageStyles])
  if (styleSheet) document.adoptedStyleSheets.push(styleSheet);

const preview: Preview = {
  tags: ['autodocs'],
  globalTypes,
  initialGlobals,
  decorators: [onStage],
  beforeEach: ({ id, parameters }) => {
    const createApi = parameters['api'] as (() => MockApi) | undefined;
    const api = openApi(createApi?.() ?? {});
    apis.set(id, api.url);
    return api.close;
  },
  parameters: {
    a11y: { test: 'error' },
    backgrounds: { disable: true },
    viewport: { disable: true },
    controls: { expanded: true, sort: 'requiredFirst' },
    options: {
      storySort: { order: ['Elements', ['vid-player', 'vid-upload', 'vid-comments'], 'Foundations'] },
    },
  },
};

export default preview;
