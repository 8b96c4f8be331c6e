import {
  setCustomElementsManifest,
  type Preview,
  type WebComponentsRenderer,
} from '@storybook/web-components-vite';
import { tokenDeclarations } from '@vidkit/elements/styles/tokens';
import { unsafeCSS } from 'lit';
import type { ArgTypesEnhancer } from 'storybook/internal/types';

import { openApi, type MockApi } from '../mocks/api.ts';
import { docsManifest } from '../stage/docs-manifest.ts';
import { apis } from '../stage/apis.ts';
import { globalTypes, initialGlobals } from '../stage/globals.ts';
import { onStage } from '../stage/stage.ts';
import { stageStyles } from '../stage/stage.styles.ts';

/** `elements/dist/custom-elements.json`, put here by the build. */
declare const elementsManifest: Parameters<typeof docsManifest>[0];

setCustomElementsManifest(docsManifest(elementsManifest));

const tokens = unsafeCSS(`.stage { ${tokenDeclarations} }`);
for (const { styleSheet } of [tokens, stageStyles])
  if (styleSheet) document.adoptedStyleSheets.push(styleSheet);

/** Only what a story passes on has a control; methods, slots and the like are there to be read. */
const controlsOfArgs: ArgTypesEnhancer<WebComponentsRenderer> = ({ argTypes, initialArgs }) =>
  Object.fromEntries(
    Object.entries(argTypes).map(([name, type]) => [
      name,
      name in initialArgs ? type : { ...type, control: { disable: true } },
    ]),
  );

const preview: Preview = {
  tags: ['autodocs'],
  globalTypes,
  initialGlobals,
  decorators: [onStage],
  argTypesEnhancers: [controlsOfArgs],
  beforeEach: ({ id, parameters }) => {
    const createApi = parameters['api'] as (() => MockApi) | undefined;
    const api = openApi(createApi?.() ?? {});
    apis.set(id, api.url);
    // What was chosen or watched in one story must not show in the next.
    for (const kept of ['vidkit.preferences', 'vidkit.positions']) localStorage.removeItem(kept);
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
