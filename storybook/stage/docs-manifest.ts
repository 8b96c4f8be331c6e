interface Declaration {
  readonly members?: readonly { readonly kind: string; readonly attribute?: string }[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

/** The manifest as the docs show it: what is an attribute stands there once, not again among the properties. */
export const docsManifest = (manifest: Manifest): Manifest => ({
  ...manifest,
  modules: manifest.modules.map((module) => ({
    ...module,
    declarations: (module.declarations ?? []).map((declaration) => ({
      ...declaration,
      members: (declaration.members ?? []).filter(({ attribute }) => attribute === undefined),
    })),
  })),
});
