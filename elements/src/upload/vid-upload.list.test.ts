import '../define/vid-upload.ts';

import { expect } from '@open-wc/testing';

import {
  button,
  createElement,
  find,
  focused,
  phases,
  phasesAre,
  press,
  root,
  text,
} from './testing/element.ts';
import { createFile, forgetUploads, until } from './testing/world.ts';

/** A clip that the browser can show, unlike any other. */
const createClip = async (name = 'Holiday.mp4'): Promise<File> => {
  const clip = await (await fetch('/media/silent.mp4')).blob();
  const noise = crypto.getRandomValues(new Uint8Array(2_000));
  return new File([clip, Uint8Array.from([0, 0, 7, 216]), 'free', noise], name, { type: 'video/mp4' });
};

describe('the list of <vid-upload>', () => {
  beforeEach(forgetUploads);

  it('shows picture and length within a second, before anything is sent', async () => {
    const { element, world } = await createElement({}, { paused: '' });
    const began = performance.now();
    await element.addFiles([await createClip()]);
    await until('the picture', () => find(element, '.poster canvas'));
    expect(performance.now() - began).to.be.lessThan(1_500);
    expect(text(element, '.length')).to.match(/^0:\d\d$/);
    expect((await world.state()).uploads).to.have.length(0);
  });

  it('refuses before the first byte what is too long or too large for the page or the server', async () => {
    for (const [attributes, code] of [
      [{ 'max-duration': '1' }, 'too_long'],
      [{ 'max-size': '1000' }, 'file_too_large'],
      [{ accept: '.mov' }, 'file_type_refused'],
    ] as const) {
      const { element, world } = await createElement({}, attributes);
      await element.addFiles([await createClip()]);
      await phasesAre(element, 'failed');
      expect(element.items[0]?.problem?.code).to.equal(code);
      expect(text(element, '[role=alert]')).to.match(/longer|larger|not a video/);
      expect((await world.state()).uploads).to.have.length(0);
    }
  });

  it('keeps to limits that change once there is a list', async () => {
    const { element } = await createElement({});
    await element.addFiles([createFile(70_000, 'one.mp4')]);
    await phasesAre(element, 'ready');
    element.maxSize = 60_000;
    element.accept = '.mp4';
    await element.updateComplete;
    await element.addFiles([createFile(70_000, 'large.mp4'), createFile(50_000, 'small.mp4')]);
    await phasesAre(element, 'ready,failed,ready');
    expect(element.items[1]?.problem?.code).to.equal('file_too_large');
    element.maxFiles = 2;
    await element.updateComplete;
    await element.addFiles([createFile(50_000, 'late.mp4')]);
    await phasesAre(element, 'ready,failed,ready,failed');
    expect(element.items[3]?.problem?.code).to.equal('too_many_files');
  });

  it('takes limits that are none for none', async () => {
    const { element } = await createElement(
      {},
      {
        'max-duration': 'soon',
        'max-size': '-1',
        'max-files': 'many',
        'max-rate': '0',
        accept: '<script>',
        record: 'everything',
      },
    );
    await element.addFiles([await createClip()]);
    await phasesAre(element, 'ready');
    expect(root(element).querySelectorAll('.buttons button')).to.have.length(1);
  });

  it('leaves room on the line, and takes all of it when it may', async () => {
    const { element } = await createElement({}, { 'max-rate': '60000' });
    const began = performance.now();
    await element.addFiles([createFile(300_000, 'a.mp4')]);
    await until('it moves', () => phases(element) === 'uploading');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(phases(element)).to.equal('uploading');
    element.removeAttribute('max-rate');
    await phasesAre(element, 'ready');
    expect(performance.now() - began).to.be.lessThan(20_000);
  });

  it('pauses, continues and cancels all at once, and keeps the focus', async () => {
    const { element } = await createElement({ pace: 50_000 });
    await element.addFiles([
      createFile(600_000, 'a.mp4'),
      createFile(600_000, 'b.mp4'),
      createFile(9_000, 'c.mp4'),
    ]);
    await until('they move', () => phases(element).startsWith('uploading'));
    await until('the button', () => button(element, /^Pause all/));
    button(element, /^Pause all/)?.focus();
    button(element, /^Pause all/)?.click();
    await phasesAre(element, 'paused,paused,paused');
    expect(element.paused).to.equal(true);
    await until('the focus stays', () => focused() === 'Continue all');
    await expect(element).to.be.accessible();
    await press(element, /^Continue all/);
    await until('they move again', () => phases(element).includes('uploading'));
    expect(element.paused).to.equal(false);
    button(element, /^Cancel all/)?.focus();
    button(element, /^Cancel all/)?.click();
    await phasesAre(element, 'canceled,canceled,canceled');
    await until('the focus is in the list', () => focused().startsWith('Remove a'));
  });

  it('tries all again that failed for a reason that passes', async () => {
    const { element, world } = await createElement({ signedOut: true });
    await element.addFiles([createFile(9_000, 'a.mp4'), createFile(9_000, 'b.mp4')]);
    await phasesAre(element, 'failed,failed');
    await world.rules({ signedOut: false });
    await until('it counts them', () => text(element, '.total').includes('2 files were not uploaded'));
    await press(element, /^Try all again/);
    await phasesAre(element, 'ready,ready');
  });

  it('offers a form about each video that saves while its bytes move', async () => {
    const { element, world } = await createElement({ pace: 60_000 });
    await element.addFiles([createFile(600_000, 'a.mp4')]);
    await phasesAre(element, 'uploading');
    await press(element, /^Details of a/);
    await until('the form', () => find(element, 'textarea'));
    expect(button(element, /^Details/)?.getAttribute('aria-expanded')).to.equal('true');
    await expect(element).to.be.accessible();
    const field = find<HTMLTextAreaElement>(element, 'textarea');
    if (!field) throw new Error('no field');
    field.value = 'Three days above the clouds.';
    field.dispatchEvent(new InputEvent('input'));
    const select = find<HTMLSelectElement>(element, 'select[id^=visibility]');
    if (!select) throw new Error('no choice');
    select.value = 'unlisted';
    select.dispatchEvent(new InputEvent('input'));
    await until('it says so', () => text(element, '.details-state') === 'Saved');
    const video = (await world.state()).videos[0] as unknown as Record<string, string>;
    expect([video['description'], video['visibility']]).to.deep.equal([
      'Three days above the clouds.',
      'unlisted',
    ]);
    await press(element, /^Details/);
    await until('it closes', () => !find(element, 'textarea'));
  });

  it('keeps what was written when an upload is canceled and begun again', async () => {
    const { element, world } = await createElement({ pace: 60_000 });
    await element.addFiles([createFile(600_000, 'a.mp4')]);
    await phasesAre(element, 'uploading');
    await press(element, /^Details/);
    await until('the form', () => find(element, 'textarea'));
    const field = find<HTMLTextAreaElement>(element, 'textarea');
    if (field) field.value = 'Not lost';
    field?.dispatchEvent(new InputEvent('input'));
    await press(element, /^Cancel/);
    await phasesAre(element, 'canceled');
    expect(find<HTMLTextAreaElement>(element, 'textarea')?.value).to.equal('Not lost');
    await world.rules({ pace: 0 });
    await press(element, /^Start again/);
    await phasesAre(element, 'ready');
    await until(
      'the second video has it',
      async () =>
        ((await world.state()).videos.at(-1) as unknown as { description: string }).description ===
        'Not lost',
    );
  });

  it('shows the form of the page instead, or none at all', async () => {
    const { element } = await createElement({}, {});
    element.innerHTML = '<template slot="details"><label>Speaker <input name="speaker" /></label></template>';
    const heard: (HTMLElement | null)[] = [];
    element.addEventListener('vid-upload-details', ({ detail }) => heard.push(detail.container));
    await element.addFiles([createFile(9_000, 'a.mp4')]);
    await phasesAre(element, 'ready');
    await press(element, /^Details/);
    await until('the copy', () => element.querySelector('input[name=speaker]'));
    expect(heard[0]?.parentElement).to.equal(element);
    expect(find<HTMLSlotElement>(element, 'slot[name^=details]')?.assignedElements()).to.deep.equal([
      heard[0],
    ]);
    await press(element, /^Remove/);
    await until('the copy is gone', () => !element.querySelector('input[name=speaker]'));

    element.innerHTML = '';
    element.addEventListener('vid-upload-details', (event) => event.preventDefault());
    await element.addFiles([createFile(9_000, 'b.mp4')]);
    await phasesAre(element, 'ready');
    await press(element, /^Details/);
    await element.updateComplete;
    expect(button(element, /^Details/)?.getAttribute('aria-expanded')).to.equal('false');
  });

  it('shows no form where the page has its own elsewhere', async () => {
    const { element } = await createElement({}, { 'without-details': '' });
    await element.addFiles([createFile(9_000, 'a.mp4')]);
    await phasesAre(element, 'ready');
    expect(button(element, /^Details/)).to.equal(undefined);
  });

  it('plays a finished video in its row, with the rights of who uploads', async () => {
    const { element, world } = await createElement();
    await element.addFiles([createFile(9_000, 'a.mp4')]);
    await phasesAre(element, 'ready');
    await press(element, /^Play a/);
    await until('the player', () => find(element, 'vid-player'));
    const player = find<HTMLElement & { videoId: string; getToken: () => Promise<string> }>(
      element,
      'vid-player',
    );
    expect(player?.videoId).to.equal(element.items[0]?.videoId);
    expect(await player?.getToken()).to.equal(await world.getToken({ fresh: false }));
    await press(element, /^Close the player/);
    await until('the picture is back', () => !find(element, 'vid-player') && button(element, /^Play a/));
  });

  it('warns on mobile data, with a way to pause', async () => {
    const connection = Object.assign(new EventTarget(), { type: 'wifi', saveData: false });
    Object.defineProperty(navigator, 'connection', { configurable: true, value: connection });
    try {
      const { element } = await createElement({ pace: 60_000 });
      await element.addFiles([createFile(600_000, 'a.mp4')]);
      await phasesAre(element, 'uploading');
      expect(find(element, '.metered')).to.equal(null);
      connection.type = 'cellular';
      connection.dispatchEvent(new Event('change'));
      await until('the warning', () => text(element, '.metered').includes('mobile data'));
      await expect(element).to.be.accessible();
      find(element, '.metered button')?.click();
      await phasesAre(element, 'paused');
      expect(find(element, '.metered')).to.equal(null);
    } finally {
      Reflect.deleteProperty(navigator, 'connection');
    }
  });

  it('notifies when asked to, and only while nobody is looking', async () => {
    const shown: string[] = [];
    let asked = 0;
    const own = globalThis.Notification;
    class Told {
      onclick: (() => void) | null = null;
      constructor(words: string) {
        shown.push(words);
      }
      static requestPermission(): Promise<NotificationPermission> {
        asked += 1;
        return Promise.resolve('granted');
      }
    }
    Object.assign(globalThis, { Notification: Told });
    try {
      const { element, world } = await createElement({ pace: 60_000 });
      await element.addFiles([createFile(300_000, 'a.mp4')]);
      await phasesAre(element, 'uploading');
      expect(asked).to.equal(0);
      await press(element, /^Notify me/);
      await until('it is on', () => button(element, /^Notify me/)?.getAttribute('aria-pressed') === 'true');
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
      await world.rules({ pace: 0 });
      await phasesAre(element, 'ready');
      await until('both are told', () => shown.length === 2);
      expect(shown).to.deep.equal(['a is uploaded and being prepared', 'a is ready to watch']);
      expect(asked).to.equal(1);
    } finally {
      Reflect.deleteProperty(document, 'visibilityState');
      Object.assign(globalThis, { Notification: own });
    }
  });

  it('says that the browser does not let it notify', async () => {
    const own = Notification.requestPermission.bind(Notification);
    Notification.requestPermission = () => Promise.resolve('denied');
    try {
      const { element } = await createElement({ pace: 60_000 });
      await element.addFiles([createFile(300_000, 'a.mp4')]);
      await press(element, /^Notify me/);
      await until('it says so', () => text(element, '.tell').includes('does not allow'));
      await expect(element).to.be.accessible();
    } finally {
      Notification.requestPermission = own;
    }
  });
});
