import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';

import { repository } from '../bootstrap/folders.mjs';

interface Typed {
  readonly name: string;
  readonly type?: { readonly text: string };
  readonly description?: string;
}

interface Declaration {
  readonly name: string;
  readonly tagName?: string;
  readonly superclass?: { readonly name: string };
  readonly attributes?: readonly (Typed & { readonly fieldName?: string })[];
  readonly members?: readonly (Typed & {
    readonly kind: string;
    readonly attribute?: string;
    readonly readonly?: boolean;
    readonly inheritedFrom?: object;
  })[];
  readonly events?: readonly Typed[];
}

export interface Manifest {
  readonly modules: readonly { readonly path: string; readonly declarations?: readonly Declaration[] }[];
}

/** Where the types of a source file of `elements` are, seen from those that are written here. */
export type Locate = (source: string) => string;

/** Beside `dist/types/<folder>/<file>.d.ts`. */
const published: Locate = (source) => `../${source.replace(/\.ts$/, '.js')}`;

/**
 * Types of the tags for the templates of frameworks, by file name, made from `custom-elements.json`. Angular, Lit and
 * plain scripts need none: they read `HTMLElementTagNameMap`.
 */
export const frameworkTypes = async (
  manifest: Manifest,
  locate: Locate = published,
): Promise<Readonly<Record<string, string>>> => {
  const elements = await Promise.all(
    manifest.modules.flatMap(({ path, declarations = [] }) =>
      declarations
        .filter(({ tagName }) => tagName !== undefined)
        .map((declaration) => describe(declaration, path.replace(/^esm\/(.*)\.js$/, '$1.ts'), locate)),
    ),
  );
  const names = elements.map(({ name }) => name);
  const imports = `import type {\n${names.map((name) => `  ${name},\n  ${name}Attributes,\n  ${name}Events,\n`).join('')}} from './elements.js';\n`;
  const entries = (line: (name: string) => string): string =>
    elements.map(({ tag, name }) => `    '${tag}': ${line(name)};\n`).join('');
  const generated = '// Made from custom-elements.json.\n';
  return {
    'elements.d.ts': generated + elements.map(({ types }) => types).join('\n'),
    'react.d.ts': `${generated}import type { ClassAttributes, HTMLAttributes } from 'react';
${imports}
/** React hears events of custom elements by their very name: \`onvid-playback\`, \`ontimeupdate\` (19 and later). */
type Tag<Element, Own, Events> = Omit<HTMLAttributes<Element>, keyof Own> &
  ClassAttributes<Element> &
  Own & { class?: string } & {
    [Name in keyof Events & string as \`on\${Name}\`]?: (event: Events[Name]) => void;
  };

interface Tags {
${entries((name) => `Tag<${name}, ${name}Attributes, ${name}Events>`)}}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}

declare global {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
`,
    'vue.d.ts': `${generated}import type { HTMLAttributes } from 'vue';
${imports}
type Camel<Name extends string> = Name extends \`\${infer First}-\${infer Rest}\`
  ? \`\${Capitalize<First>}\${Camel<Rest>}\`
  : Capitalize<Name>;

type Tag<Element, Own, Events> = new () => Element & {
  /** @deprecated Of the type checker. */
  $props: Omit<HTMLAttributes, keyof Own> &
    Own & { [Name in keyof Events & string as \`on\${Camel<Name>}\`]?: (event: Events[Name]) => void };
};

declare module 'vue' {
  interface GlobalComponents {
${entries((name) => `Tag<${name}, ${name}Attributes, ${name}Events>`)}  }
}
`,
    'svelte.d.ts': `${generated}import type { HTMLAttributes } from 'svelte/elements';
${imports}
type Tag<Element extends EventTarget, Own, Events> = Omit<HTMLAttributes<Element>, keyof Own> &
  Own & {
    [Name in keyof Events & string as \`on\${Name}\` | \`on:\${Name}\`]?: (event: Events[Name]) => void;
  };

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${entries((name) => `Tag<${name}, ${name}Attributes, ${name}Events>`)}  }
}
`,
  };
};

/** Writes them from the built manifest to `elements/dist/types/frameworks`. */
export const writeFrameworkTypes = async (): Promise<void> => {
  const dist = join(repository, 'elements/dist');
  const manifest = JSON.parse(await readFile(join(dist, 'custom-elements.json'), 'utf8')) as Manifest;
  const folder = join(dist, 'types/frameworks');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(await frameworkTypes(manifest))) {
    await writeFile(join(folder, name), text);
  }
};

const describe = async (
  { name, tagName = '', superclass, attributes = [], members = [], events = [] }: Declaration,
  source: string,
  locate: Locate,
): Promise<{ tag: string; name: string; types: string }> => {
  const code = await readFile(join(repository, 'elements/src', source), 'utf8');
  const properties = members.filter(
    (member) =>
      member.kind === 'field' &&
      member.attribute === undefined &&
      !member.readonly &&
      member.inheritedFrom === undefined &&
      // A media element's own members are for scripts.
      !(member.name in mediaMembers),
  );
  const lines = [
    ...attributes.map(({ name: key, type, description, fieldName }) =>
      line(
        key,
        fieldName && type?.text !== 'number' ? `${name}['${fieldName}']` : literal(type?.text),
        description,
      ),
    ),
    ...properties.map(({ name: key, description }) => line(key, `${name}['${key}']`, description)),
  ];
  const heard = events.map(({ name: key, type, description }) =>
    line(key, resolved(type?.text ?? 'Event', { code, source, locate }), description, ''),
  );
  const media = superclass?.name === 'MediaHost';
  return {
    tag: tagName,
    name,
    types: `import type { ${name} } from '${locate(source)}';
export type { ${name} };

/** What can stand in the tag, and what frameworks set as properties. */
export interface ${name}Attributes {
${lines.join('')}}

export interface ${name}Events${media ? ` extends Omit<HTMLVideoElementEventMap, keyof HTMLElementEventMap>, MediaEvents` : ''} {
${(media ? heard.filter((text) => !/^ {2}'?play'?:/m.test(text)) : heard).join('')}}
${media ? mediaEvents : ''}`,
  };
};

const mediaMembers: Readonly<Record<string, true>> = { controls: true, currentTime: true, srcObject: true };

const mediaEvents = `
type MediaEvents = Pick<
  HTMLElementEventMap,
  | 'abort' | 'canplay' | 'canplaythrough' | 'durationchange' | 'emptied' | 'ended' | 'error' | 'loadeddata'
  | 'loadedmetadata' | 'loadstart' | 'pause' | 'play' | 'playing' | 'progress' | 'ratechange' | 'resize' | 'seeked'
  | 'seeking' | 'stalled' | 'suspend' | 'timeupdate' | 'volumechange' | 'waiting'
>;
`;

const line = (key: string, type: string, description = '', optional = '?'): string =>
  `${description ? `  /** ${description.replaceAll(/\s+/g, ' ').replaceAll('*/', '*\\/')} */\n` : ''}  '${key}'${optional}: ${type}${optional && ' | undefined'};\n`;

/** Of a tag in a comment: what is no plain type or literal there is text. */
const literal = (type = 'string'): string => {
  if (type === 'number') return 'number | string';
  return /^(string|boolean|('[\w-]+'( \| )?)+)$/.test(type) ? type : 'string';
};

interface Place {
  readonly code: string;
  readonly source: string;
  readonly locate: Locate;
}

/** Names in a type become imports of what the element's own file means by them. */
const resolved = (type: string, { code, source, locate }: Place): string =>
  type.replaceAll(/\b[A-Z]\w+\b/g, (name) => {
    const from = new RegExp(`import (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from '([^']+)'`).exec(code)?.[1];
    if (from?.startsWith('.')) {
      return `import('${locate(posix.join(dirname(source), from))}').${name}`;
    }
    if (from) return `import('${from}').${name}`;
    return new RegExp(`export (?:(?:interface|type|class) |(?:type )?\\{[^}]*\\b)${name}\\b`).test(code)
      ? `import('${locate(source)}').${name}`
      : name;
  });
