import '../define/vid-upload.ts';

import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';

import type { Session, SessionState } from '../session/session.ts';
import { createFile, createWorld, forgetUploads, until, type Rules, type World } from './testing/world.ts';
import type { VidUpload } from './vid-upload.ts';

describe('<vid-upload>', () => {
  beforeEach(forgetUploads);

  const createElement = async (rules: Partial<Rules> = {}): Promise<{ element: VidUpload; world: World }> => {
    const world = await createWorld(rules);
    const element = await fixture<VidUpload>(
      html`<vid-upload api=${world.apiUrl} .getToken=${world.getToken}></vid-upload>`,
    );
    return { element, world };
  };

  const root = (element: VidUpload): ShadowRoot => {
    if (!element.shadowRoot) throw new Error('The element has not rendered.');
    return element.shadowRoot;
  };
  const find = (element: VidUpload, selector: string): HTMLElement | null =>
    root(element).querySelector<HTMLElement>(selector);
  const findInput = (element: VidUpload, selector: string): HTMLInputElement | null =>
    root(element).querySelector<HTMLInputElement>(selector);
  const text = (element: VidUpload, selector: string): string =>
    find(element, selector)?.textContent?.trim() ?? '';
  const button = (element: VidUpload, name: RegExp): HTMLButtonElement | undefined =>
    [...root(element).querySelectorAll('button')].find((one) =>
      name.test(one.getAttribute('aria-label') ?? one.textContent ?? ''),
    );
  const phaseIs = (element: VidUpload, phase: string) =>
    until(
      `${phase}, is ${element.items.map((item) => item.phase).join()}`,
      () => element.items[0]?.phase === phase && find(element, `.row.${phase}`),
    );

  const drop = (element: VidUpload, type: string, files: File[]): DragEvent => {
    const dataTransfer = new DataTransfer();
    for (const file of files) dataTransfer.items.add(file);
    const event = new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true });
    find(element, '.frame')?.dispatchEvent(event);
    return event;
  };

  it('has one list, also where files come before it was drawn', async () => {
    const world = await createWorld();
    const element = document.createElement('vid-upload');
    element.api = world.apiUrl;
    element.getToken = world.getToken;
    document.body.append(element);
    element.dispatchEvent(new Event('pointerenter'));
    await element.addFiles([createFile(70_000, 'one.mp4')]);
    await element.addFiles([createFile(70_000, 'two.mp4')]);
    expect(element.items.map(({ fileName }) => fileName)).to.deep.equal(['one.mp4', 'two.mp4']);
    element.remove();
  });

  it('invites with one sentence and one button, and is accessible', async () => {
    const { element } = await createElement();
    expect(text(element, '.invite')).to.equal('Drag videos here');
    expect(root(element).querySelectorAll('button')).to.have.length(1);
    await expect(element).to.be.accessible();
  });

  it('says what a drop will do, takes the files, and calms down when they leave', async () => {
    const { element } = await createElement({ pace: 100_000 });
    const files = [createFile(200_000, 'a.mp4'), createFile(200_000, 'b.mp4')];
    expect(drop(element, 'dragenter', files).defaultPrevented).to.equal(true);
    await element.updateComplete;
    expect(text(element, '.invite')).to.equal('Drop to upload 2 videos');
    await expect(element).to.be.accessible();
    drop(element, 'dragleave', files);
    await element.updateComplete;
    expect(text(element, '.invite')).to.equal('Drag videos here');
    drop(element, 'drop', files);
    await until('two rows', () => root(element).querySelectorAll('.row').length === 2);
    expect(element.items.map(({ title }) => title)).to.deep.equal(['a', 'b']);
  });

  it('leaves drops to the page when told so', async () => {
    const { element } = await createElement();
    element.withoutDrop = true;
    await element.updateComplete;
    expect(drop(element, 'dragover', [createFile(100)]).defaultPrevented).to.equal(false);
    expect(text(element, '.invite')).to.equal('Upload videos');
  });

  it('takes files from its input', async () => {
    const { element } = await createElement();
    const input = findInput(element, 'input[type=file]');
    const transfer = new DataTransfer();
    transfer.items.add(createFile(1_000));
    if (!input) throw new Error('no input');
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
    await phaseIs(element, 'ready');
  });

  it('shows one bar and one line of facts while bytes move, with at most two actions', async () => {
    const { element } = await createElement({ pace: 60_000 });
    await element.addFiles([createFile(900_000)]);
    await until('facts with a speed', () => /[kM]B\/s · .* left/.test(text(element, '.facts')));
    expect(text(element, '.facts')).to.match(
      /^\d+ kB of 900 kB · \d+ kB\/s · (about .* left|a few seconds left)$/,
    );
    const bar = find(element, '[role=progressbar]');
    expect(Number(bar?.getAttribute('aria-valuenow'))).to.be.within(1, 99);
    expect(bar?.getAttribute('aria-valuetext')).to.match(/%, /);
    expect(Number(bar?.style.getPropertyValue('--value'))).to.be.greaterThan(0);
    expect(root(element).querySelectorAll('.row .actions button')).to.have.length(2);
    await expect(element).to.be.accessible();
  });

  it('pauses and continues by keyboard, and keeps the focus', async () => {
    const { element, world } = await createElement({ pace: 60_000 });
    await element.addFiles([createFile(900_000)]);
    await phaseIs(element, 'uploading');
    button(element, /^Pause/)?.focus();
    await sendKeys({ press: 'Enter' });
    await phaseIs(element, 'paused');
    await expect(element).to.be.accessible();
    expect(root(element).activeElement?.getAttribute('aria-label')).to.match(/^Continue/);
    await world.rules({ pace: 0 });
    await sendKeys({ press: 'Enter' });
    await phaseIs(element, 'ready');
  });

  it('ends with a link, an embed code and buttons that say that they copied', async () => {
    const { element } = await createElement();
    await element.addFiles([createFile(100_000)]);
    await phaseIs(element, 'ready');
    const id = element.items[0]?.videoId ?? '';
    const fields = [...root(element).querySelectorAll<HTMLInputElement>('.share input')].map(
      ({ value }) => value,
    );
    await until(
      'the public link',
      () => findInput(element, '.share input')?.value === `https://video.example.com/watch/${id}`,
    );
    expect(fields[1]).to.match(/^<iframe src="[^"]+\/embed\/[^"]+" title="My first video" /);
    expect(text(element, '.facts')).to.contain('Private: only you can watch it');
    button(element, /^Copy link/)?.click();
    await until('it says so', () => button(element, /^Copied|^Selected/));
    await expect(element).to.be.accessible();
  });

  it('tells its story in events', async () => {
    const { element } = await createElement();
    const heard: string[] = [];
    const names = ['start', 'progress', 'stored', 'ready', 'error'].map((name) => `vid-upload-${name}`);
    for (const name of names) {
      element.addEventListener(name, (event) => {
        expect(event.bubbles && event.composed).to.equal(true);
        if (heard.at(-1) !== name) heard.push(name);
      });
    }
    await element.addFiles([createFile(2_000_000)]);
    await phaseIs(element, 'ready');
    expect(heard.filter((name) => !name.endsWith('progress'))).to.deep.equal([
      'vid-upload-start',
      'vid-upload-stored',
      'vid-upload-ready',
    ]);
  });

  it('says whose problem it is, once and aloud', async () => {
    const { element } = await createElement();
    let code = '';
    element.addEventListener('vid-upload-error', ({ detail }) => (code = detail.code));
    await element.addFiles([new File(['only words, no picture in here'], 'notes.mp4')]);
    await phaseIs(element, 'failed');
    expect(text(element, '[role=alert]')).to.equal('This file is not a video. Choose another one.');
    expect(code).to.equal('file_type_refused');
    await expect(element).to.be.accessible();
    button(element, /^Remove/)?.focus();
    await sendKeys({ press: 'Enter' });
    await until('the list is empty', () => !find(element, '.row'));
    await until('focus is at the chooser', () => root(element).activeElement?.classList.contains('choose'));
  });

  it('saves a title that is typed while bytes move', async () => {
    const { element, world } = await createElement({ pace: 60_000 });
    await element.addFiles([createFile(600_000)]);
    await phaseIs(element, 'uploading');
    const field = findInput(element, 'input.title');
    field?.focus();
    field?.select();
    await sendKeys({ type: 'Up the hill' });
    await sendKeys({ press: 'Enter' });
    await until('it says so', () => text(element, '.note') === 'Title saved');
    expect((await world.state()).videos[0]?.title).to.equal('Up the hill');
  });

  it('speaks at every tenth at most', async () => {
    const { element } = await createElement({ pace: 200_000 });
    const said: string[] = [];
    await element.addFiles([createFile(1_500_000)]);
    const status = await until('a status', () => find(element, '[role=status]')).then(() =>
      find(element, '[role=status]'),
    );
    new MutationObserver(() => said.push(status?.textContent ?? '')).observe(status as Node, {
      characterData: true,
      subtree: true,
      childList: true,
    });
    await phaseIs(element, 'ready');
    await until('the end is said', () => said.at(-1) === 'My first video is ready to watch');
    expect(said.length).to.be.lessThan(10);
  });

  it('is a form control: required, busy, then the id of the video', async () => {
    const world = await createWorld({ pace: 60_000 });
    const form = await fixture<HTMLFormElement>(
      html`<form>
        <vid-upload name="video" required api=${world.apiUrl} .getToken=${world.getToken}></vid-upload>
      </form>`,
    );
    const element = form.querySelector('vid-upload') as VidUpload;
    expect(form.checkValidity()).to.equal(false);
    await element.addFiles([createFile(200_000)]);
    await phaseIs(element, 'uploading');
    expect(form.checkValidity()).to.equal(false);
    await world.rules({ pace: 0 });
    await phaseIs(element, 'ready');
    await element.updateComplete;
    expect(form.checkValidity()).to.equal(true);
    expect(new FormData(form).getAll('video')).to.deep.equal([element.items[0]?.videoId]);
    form.reset();
    await until('the list is empty', () => element.items.length === 0);
  });

  it('asks before the page is left while bytes move, and no longer afterwards', async () => {
    const leaves = (): boolean => globalThis.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const { element, world } = await createElement({ pace: 60_000 });
    expect(leaves()).to.equal(true);
    await element.addFiles([createFile(300_000)]);
    await phaseIs(element, 'uploading');
    expect(leaves()).to.equal(false);
    await world.rules({ pace: 0 });
    await phaseIs(element, 'ready');
    expect(leaves()).to.equal(true);
  });

  it('keeps chosen files while nobody is signed in, and starts once somebody is', async () => {
    const world = await createWorld();
    let state: SessionState = 'signed-out';
    let listener = (): void => undefined;
    const session: Session = {
      get state() {
        return state;
      },
      person: null,
      getToken: world.getToken,
      prepare: () => Promise.resolve(),
      signIn: () => {
        state = 'signed-in';
        listener();
        return Promise.resolve();
      },
      signOut: () => Promise.resolve(),
      subscribe: (added) => {
        listener = added;
        return () => undefined;
      },
    };
    const element = await fixture<VidUpload>(
      html`<vid-upload api=${world.apiUrl} .session=${session}></vid-upload>`,
    );
    await element.addFiles([createFile(100_000)]);
    await phaseIs(element, 'waiting');
    await until('the notice', () => find(element, '.notice'));
    await expect(element).to.be.accessible();
    expect((await world.state()).uploads).to.have.length(0);
    root(element).querySelector<HTMLButtonElement>('.notice button')?.click();
    await phaseIs(element, 'ready');
    expect(find(element, '.notice')).to.equal(null);
  });

  it('speaks German and Arabic, from right to left', async () => {
    const { element } = await createElement();
    element.lang = 'ar';
    await until('Arabic', () => /اسحب/.test(text(element, '.invite')));
    expect(getComputedStyle(find(element, '.frame') as Element).direction).to.equal('rtl');
    await element.addFiles([createFile(1_000)]);
    await phaseIs(element, 'ready');
    await until('Arabic facts', () => text(element, '.facts').includes('جاهز للمشاهدة'));
    await expect(element).to.be.accessible();
  });

  it('fits a phone', async () => {
    await setViewport({ width: 360, height: 800 });
    const { element } = await createElement();
    await element.addFiles([createFile(1_000, `${'a very long name '.repeat(9)}.mp4`)]);
    await phaseIs(element, 'ready');
    expect(document.documentElement.scrollWidth).to.be.at.most(360);
    await setViewport({ width: 800, height: 600 });
  });

  it('works under a policy that forbids inline styles and scripts', async () => {
    const { element } = await createElement();
    await element.addFiles([createFile(1_000)]);
    await phaseIs(element, 'ready');
    expect(root(element).querySelectorAll('[style]:not(.progress)')).to.have.length(0);
  });
});
