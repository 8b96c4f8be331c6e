interface Named {
  readonly name: string;
}

interface Declaration {
  readonly members?: readonly { readonly kind: string; readonly attribute?: string }[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
}

/**
 * The manifest as the docs show it, whose tables know a thing by its name alone: attributes stand there once, not
 * again among the properties, and parts and slots are spelled as a page writes them.
 */
export const docsManifest = (manifest: Manifest): Manifest => ({
  ...manifest,
  modules: manifest.modules.map((module) => ({
    ...module,
    declarations: (module.declarations ?? []).map((declaration) => ({
      ...declaration,
      members: (declaration.members ?? []).filter(({ attribute }) => attribute === undefined),
      slots: rename(declaration.slots, (name) => (name ? `slot="${name}"` : '(default slot)')),
      cssParts: rename(declaration.cssParts, (name) => `::part(${name})`),
    })),
  })),
});

const rename = (items: readonly Named[] = [], spell: (name: string) => string): Named[] =>
  items.map((item) => ({ ...item, name: spell(item.name) }));
