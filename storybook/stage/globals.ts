import type { Preview } from '@storybook/web-components-vite';

type ToolbarArgType = NonNullable<Preview['globalTypes']>[string];
type Icon = NonNullable<NonNullable<ToolbarArgType['toolbar']>['icon']>;

type Choice = readonly [value: string, title: string];

const choices = (description: string, icon: Icon, items: readonly Choice[]): ToolbarArgType => ({
  name: description,
  description,
  toolbar: {
    title: description,
    icon,
    dynamicTitle: true,
    items: items.map(([value, title]) => ({ value, title })),
  },
});

/** What the toolbar can change around every story. */
export const globalTypes = {
  theme: choices('Theme', 'contrast', [
    ['system', 'System theme'],
    ['light', 'Light'],
    ['dark', 'Dark'],
  ]),
  direction: choices('Direction', 'transfer', [
    ['auto', 'Direction of the language'],
    ['ltr', 'Left to right'],
    ['rtl', 'Right to left'],
  ]),
  language: choices('Language', 'globe', [
    ['en', 'English'],
    ['de', 'Deutsch'],
    ['ar', 'العربية'],
  ]),
  accent: choices('Accent', 'paintbrush', [
    ['', 'Accent: own'],
    ['#d6336c', 'Raspberry'],
    ['#0b7a4b', 'Green'],
    ['#ffd43b', 'Yellow'],
    ['#111111', 'Black'],
  ]),
  width: choices('Width', 'grow', [
    ['', 'Width: natural'],
    ['240', '240 px'],
    ['360', '360 px'],
    ['640', '640 px'],
    ['960', '960 px'],
  ]),
} satisfies Record<string, ToolbarArgType>;

export type StageGlobals = Record<keyof typeof globalTypes, string>;

export const initialGlobals: StageGlobals = {
  theme: 'system',
  direction: 'auto',
  language: 'en',
  accent: '',
  width: '',
};
