import { expect } from '@open-wc/testing';

import '../../define/vid-player.ts';
import { clearPage } from '../testing/player-fixture.ts';

for (const tag of ['video', 'vid-player']) {
  describe(`<${tag}> without a gesture`, () => {
    afterEach(clearPage);

    it('rejects play() with NotAllowedError while it is heard, and plays muted', async () => {
      const media = document.createElement(tag) as HTMLVideoElement;
      media.src = '/media/clip.mp4';
      document.body.append(media);
      const outcome = await media.play().catch(({ name }: Error) => name);
      expect(outcome).to.equal('NotAllowedError');
      expect([media.paused, media.error]).to.deep.equal([true, null]);
      media.muted = true;
      expect(await media.play()).to.equal(undefined);
    });
  });
}
