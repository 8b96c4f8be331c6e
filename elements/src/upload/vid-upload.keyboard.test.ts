import '../define/vid-upload.ts';

import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { createElement, find, focused, phasesAre, root } from './testing/element.ts';
import { createFile, forgetUploads, until } from './testing/world.ts';
import type { VidUpload } from './vid-upload.ts';

/** Presses Tab until something of that name has the focus; what lies on the way is told on failure. */
const tabTo = async (name: RegExp, { back = false } = {}): Promise<void> => {
  const seen: string[] = [];
  for (let n = 0; n < 40; n++) {
    if (back) await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    if (back) await sendKeys({ up: 'Shift' });
    seen.push(focused());
    if (name.test(focused())) return;
  }
  throw new Error(`No way to ${name} by Tab: ${seen.join(' | ')}`);
};

/** Role, name and state of everything that assistive technology meets, in order. */
const outline = (element: VidUpload): string[] => {
  const met: string[] = [];
  const walk = (node: Element): void => {
    if (node.getAttribute('aria-hidden') === 'true') return;
    const label = (node.getAttribute('aria-label') ?? '').trim();
    const role =
      node.getAttribute('role') ??
      { button: 'button', input: 'field', select: 'choice', textarea: 'field', a: 'link', li: 'item' }[
        node.localName
      ];
    if (role && role !== 'status') {
      const id = node.id ? root(element).querySelector(`label[for="${node.id}"]`)?.textContent?.trim() : '';
      const own =
        role === 'button' || role === 'link' || role === 'alert'
          ? node.textContent?.replaceAll(/\s+/g, ' ').trim()
          : '';
      met.push(`${role}: ${label || id || own || ''}`.trim());
    }
    for (const child of node.children) walk(child);
  };
  for (const child of root(element).children) walk(child);
  return met;
};

describe('<vid-upload> by keyboard', () => {
  beforeEach(forgetUploads);

  it('goes from the files to the link without a pointer, and never loses the focus', async () => {
    const { element, world } = await createElement({ pace: 60_000 });
    await sendKeys({ press: 'Tab' });
    expect(focused()).to.equal('Choose videos');
    await element.addFiles([createFile(900_000, 'talk.mp4'), createFile(5_000, 'short.mp4')]);
    await until('it moves', () => element.items[0]?.phase === 'uploading');

    await tabTo(/^Pause talk/);
    await sendKeys({ press: 'Enter' });
    await phasesAre(element, 'paused,ready');
    expect(focused()).to.equal('Continue talk');
    await sendKeys({ press: 'Space' });
    await until('it moves again', () => element.items[0]?.phase === 'uploading');
    expect(focused()).to.equal('Pause talk');

    await tabTo(/^Title of talk/, { back: true });
    find<HTMLInputElement>(element, 'input.title')?.select();
    await sendKeys({ type: 'The talk' });
    await tabTo(/^Details of The talk/);
    await sendKeys({ press: 'Enter' });
    await until('the form', () => find(element, 'textarea'));
    await tabTo(/^Description/);
    await sendKeys({ type: 'About clouds' });
    await tabTo(/^Who can watch/);
    await sendKeys({ press: 'ArrowDown' });
    await until('all of it is saved', async () => {
      const video = (await world.state()).videos[0] as unknown as Record<string, string>;
      return (
        video['title'] === 'The talk' &&
        video['description'] === 'About clouds' &&
        video['visibility'] === 'unlisted'
      );
    });

    await tabTo(/^Cancel The talk/, { back: true });
    await sendKeys({ press: 'Enter' });
    await phasesAre(element, 'canceled,ready');
    await until('the focus is in its row', () => /: The talk$|The talk from/.test(focused()));
    await world.rules({ pace: 0 });
    await tabTo(/^Start again: The talk/);
    await sendKeys({ press: 'Enter' });
    await phasesAre(element, 'ready,ready');

    await tabTo(/^Copy link: The talk/);
    await sendKeys({ press: 'Enter' });
    await until('it says so', () => /^Copied|^Selected/.test(focused()));
    await tabTo(/^Play The talk/, { back: true });
    await sendKeys({ press: 'Enter' });
    await until('the player', () => find(element, 'vid-player'));
    await until('the focus is in it', () => root(element).activeElement?.localName === 'vid-player');

    await tabTo(/^Remove short/);
    await sendKeys({ press: 'Enter' });
    await phasesAre(element, 'ready');
    await until('the focus is in the list', () => focused() !== '');
  });

  it('names everything that assistive technology meets, in every state', async () => {
    const { element, world } = await createElement({ pace: 60_000 });
    expect(outline(element)).to.deep.equal(['group: Upload videos', 'button: Choose videos']);
    await element.addFiles([createFile(900_000, 'talk.mp4')]);
    await until('it moves', () => /B\/s/.test(find(element, '.facts')?.textContent ?? ''));
    expect(outline(element)).to.deep.equal([
      'group: Upload videos',
      'button: Choose videos',
      'list: Your uploads',
      'item:',
      'field: Title of talk.mp4',
      'button: Pause talk',
      'button: Cancel talk',
      'progressbar: Upload of talk',
      'button: Details of talk',
      'button: Notify me when it is done',
    ]);
    const bar = find(element, '[role=progressbar]');
    expect(bar?.getAttribute('aria-valuetext')).to.match(/^\d+%, (about .* left|a few seconds left)$/);

    await world.rules({ pace: 0 });
    await phasesAre(element, 'ready');
    await until('the link', () => find(element, '.share'));
    expect(outline(element)).to.deep.equal([
      'group: Upload videos',
      'button: Choose videos',
      'list: Your uploads',
      'item:',
      'button: Play talk',
      'field: Title of talk.mp4',
      'button: Remove talk from the list',
      'button: Details of talk',
      'field: Link: talk',
      'button: Copy link: talk',
      'field: Embed code: talk',
      'button: Copy code: talk',
    ]);

    await element.addFiles([new File(['only words'], 'notes.mp4')]);
    await phasesAre(element, 'ready,failed');
    await until('the reason', () =>
      outline(element).includes('alert: This file is not a video. Choose another one.'),
    );
    expect(outline(element).filter((met) => met.endsWith(':'))).to.deep.equal(['item:', 'item:']);
  });
});
