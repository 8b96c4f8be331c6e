import '../define/vid-upload.ts';

import { expect, fixture, html } from '@open-wc/testing';

import { find, phasesAre, root } from './testing/element.ts';
import { createFile, createWorld, forgetUploads, until } from './testing/world.ts';
import type { VidUpload } from './vid-upload.ts';

describe('<vid-upload> in a form', () => {
  beforeEach(forgetUploads);

  const createForm = async () => {
    const world = await createWorld();
    const form = await fixture<HTMLFormElement>(
      html`<form>
        <fieldset>
          <vid-upload name="video" required api=${world.apiUrl} .getToken=${world.getToken}></vid-upload>
        </fieldset>
      </form>`,
    );
    const element = form.querySelector('vid-upload') as VidUpload;
    return { world, form, element, fieldset: form.querySelector('fieldset') as HTMLFieldSetElement };
  };

  it('is off inside a fieldset that is, and on again with it', async () => {
    const { element, fieldset } = await createForm();
    const isOff = (): boolean => find<HTMLButtonElement>(element, '.choose')?.disabled ?? false;
    fieldset.disabled = true;
    await element.updateComplete;
    expect(isOff()).to.equal(true);
    await element.addFiles([createFile(1_000)]);
    expect(element.items).to.have.length(0);
    fieldset.disabled = false;
    await element.updateComplete;
    expect(isOff()).to.equal(false);
    element.disabled = true;
    await element.updateComplete;
    expect(isOff()).to.equal(true);
    expect(element.matches(':disabled')).to.equal(true);
  });

  it('says what it lacks', async () => {
    const { element, world } = await createForm();
    expect(element.checkValidity()).to.equal(false);
    expect(element.validity.valueMissing).to.equal(true);
    expect(element.validationMessage).to.equal('Choose a video.');
    await world.rules({ pace: 0 });
    await element.addFiles([createFile(1_000)]);
    await phasesAre(element, 'ready');
    await element.updateComplete;
    expect(element.reportValidity()).to.equal(true);
    expect(element.validationMessage).to.equal('');
  });

  it('has its videos again when the browser comes back to the page', async () => {
    const first = await createForm();
    await first.element.addFiles([createFile(1_000, 'a.mp4')]);
    await phasesAre(first.element, 'ready');
    const [videoId = ''] = first.element.value;
    const kept = JSON.stringify([{ videoId, title: 'a', size: 1_000 }]);

    const second = await fixture<HTMLFormElement>(
      html`<form>
        <vid-upload name="video" api=${first.world.apiUrl} .getToken=${first.world.getToken}></vid-upload>
      </form>`,
    );
    const element = second.querySelector('vid-upload') as VidUpload;
    element.formStateRestoreCallback(kept);
    await phasesAre(element, 'ready');
    await until('the value', () => new FormData(second).get('video') === videoId);
    expect(root(element).querySelectorAll('.row')).to.have.length(1);
    await expect(element).to.be.accessible();
  });

  it('takes nothing from a state that is none of ours', async () => {
    const { element } = await createForm();
    const hostile = [
      '',
      '{',
      'null',
      '[null, 1, "x", {}]',
      '[{"videoId":"../../admin","title":"x","size":1}]',
      `[{"videoId":"01890a5d-ac96-774b-bcce-b302099a8057","title":"${'x'.repeat(300)}","size":1}]`,
      '[{"videoId":"01890a5d-ac96-774b-bcce-b302099a8057","title":"<b>","size":-1}]',
    ];
    for (const state of [...hostile, null, new FormData(), new File([], 'x')])
      element.formStateRestoreCallback(state);
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until('it has looked', () => find(element, '[role=status]'));
    expect(element.items).to.have.length(0);
  });

  it('lets visitors upload with a token of the site, without an account', async () => {
    const world = await createWorld();
    const token = (await world.getToken({ fresh: false })) ?? '';
    const element = await fixture<VidUpload>(
      html`<vid-upload api=${world.apiUrl} upload-token=${token}></vid-upload>`,
    );
    await element.addFiles([createFile(1_000)]);
    await phasesAre(element, 'ready');
    expect(find(element, '.notice')).to.equal(null);
    // Nor is what others send with the same token shown to them.
    expect((await world.state()).log.some(({ call }) => call === 'GET uploads')).to.equal(false);
    // What they made belongs to somebody else: who can watch it is not theirs to say, and neither is watching.
    expect(find(element, 'button.poster')).to.equal(null);
    find(element, '.disclosure')?.click();
    await until('the form', () => find(element, 'textarea'));
    expect(find(element, 'select[id^=visibility]')).to.equal(null);
  });
});
