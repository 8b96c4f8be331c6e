/** What a page may rely on: private members, our own plumbing and Lit's hooks say nothing to it. */
const isPublic = ({ name, kind, privacy, static: isStatic }) =>
  privacy !== 'private' &&
  privacy !== 'protected' &&
  !name.startsWith('#') &&
  !isStatic &&
  !hooks.has(`${kind} ${name}`);

const hooks = new Set(
  ['render', 'updated', 'firstUpdated', 'willUpdate', 'connectedCallback', 'disconnectedCallback']
    .concat(['formDisabledCallback', 'formResetCallback', 'attributeChangedCallback'])
    .map((name) => `method ${name}`),
);

/** Names the files of the package, whose root is `dist`, in place of those they are made of. */
const shipped = (path) => path?.replace(/^\/?src\/(.*)\.ts$/, 'esm/$1.js');

const publicApi = () => ({
  name: 'public-api',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      module.path = shipped(module.path);
      for (const { declaration } of module.exports ?? []) {
        if (declaration?.module) declaration.module = shipped(declaration.module);
      }
      for (const declaration of module.declarations ?? []) {
        if (declaration.members) declaration.members = declaration.members.filter(isPublic);
        // What is fired inside belongs to the page only where the class comment names it.
        if (declaration.events)
          declaration.events = declaration.events.filter(({ description }) => description);
        for (const part of [
          declaration.superclass,
          ...(declaration.members ?? []),
          ...(declaration.attributes ?? []),
        ]) {
          if (part?.module) part.module = shipped(part.module);
          if (part?.inheritedFrom?.module) part.inheritedFrom.module = shipped(part.inheritedFrom.module);
        }
      }
    }
  },
});

/** `npx cem analyze` here writes `dist/custom-elements.json`, from which the docs and editors know the elements. */
export default {
  // What is written there is written by us.
  packagejson: false,
  globs: [
    'src/player/vid-player.ts',
    'src/player/media-host.ts',
    'src/upload/vid-upload.ts',
    'src/comments/vid-comments.ts',
    'src/define/vid-*.ts',
  ],
  outdir: 'dist',
  litelement: true,
  plugins: [publicApi()],
};
