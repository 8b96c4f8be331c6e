import '../../define/vid-upload.ts';

import { expect, fixture, html } from '@open-wc/testing';

import { createElement, dragEvent, find, phasesAre, text } from '../testing/element.ts';
import { createFile, forgetUploads, until } from '../testing/world.ts';

describe('page-drop', () => {
  beforeEach(forgetUploads);

  const createPage = async () => {
    const made = await createElement({}, { 'page-drop': '' });
    await until('it watches the page', () => find(made.element, '.page-drop'));
    return made;
  };
  const isOver = (element: Parameters<typeof find>[0]): boolean =>
    find(element, '.page-drop')?.matches(':popover-open') ?? false;

  it('lies over the page while files hang there, says what will happen, and takes them', async () => {
    const { element } = await createPage();
    const files = [createFile(1_000, 'a.mp4'), createFile(1_000, 'b.mp4')];
    const over = dragEvent('dragover', files);
    document.body.dispatchEvent(over);
    expect(over.defaultPrevented).to.equal(true);
    expect(isOver(element)).to.equal(true);
    expect(text(element, '.page-drop')).to.equal('Drop to upload 2 videos');
    const drop = dragEvent('drop', files);
    document.body.dispatchEvent(drop);
    expect(drop.defaultPrevented).to.equal(true);
    expect(isOver(element)).to.equal(false);
    await phasesAre(element, 'ready,ready');
  });

  it('rests when the files leave, and by itself when nobody says that they left', async () => {
    const { element } = await createPage();
    document.body.dispatchEvent(dragEvent('dragenter', [createFile(1_000)]));
    expect(isOver(element)).to.equal(true);
    document.body.dispatchEvent(dragEvent('dragleave', [createFile(1_000)]));
    expect(isOver(element)).to.equal(false);
    document.body.dispatchEvent(dragEvent('dragenter', [createFile(1_000)]));
    await until('it rests', () => !isOver(element));
  });

  it('leaves what others take: a drop area, a file input, and what are no files', async () => {
    const { element } = await createPage();
    const other = await fixture(html`<div><input type="file" aria-label="Other" /></div>`);
    const input = other.querySelector('input') as HTMLInputElement;
    const onInput = dragEvent('dragover', [createFile(1_000)]);
    input.dispatchEvent(onInput);
    expect(onInput.defaultPrevented).to.equal(false);

    other.addEventListener('drop', (event) => event.preventDefault());
    other.addEventListener('dragover', (event) => event.preventDefault());
    other.dispatchEvent(dragEvent('dragover', [createFile(1_000)]));
    expect(isOver(element)).to.equal(false);
    other.dispatchEvent(dragEvent('drop', [createFile(1_000)]));

    const words = new DragEvent('dragover', {
      dataTransfer: new DataTransfer(),
      bubbles: true,
      cancelable: true,
    });
    words.dataTransfer?.setData('text/plain', 'words');
    document.body.dispatchEvent(words);
    expect(words.defaultPrevented).to.equal(false);
    expect(element.items).to.have.length(0);
  });

  it('stays out of the way while disabled, and once it is gone', async () => {
    const { element } = await createPage();
    element.disabled = true;
    await element.updateComplete;
    const first = dragEvent('dragover', [createFile(1_000)]);
    document.body.dispatchEvent(first);
    expect(first.defaultPrevented).to.equal(false);
    element.disabled = false;
    element.pageDrop = false;
    await until('it is gone', () => !find(element, '.page-drop'));
    const second = dragEvent('dragover', [createFile(1_000)]);
    document.body.dispatchEvent(second);
    expect(second.defaultPrevented).to.equal(false);
  });
});
