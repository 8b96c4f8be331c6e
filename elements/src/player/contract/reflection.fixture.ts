import { expect } from '@open-wc/testing';

import type { Behaviour } from './behaviour.ts';

/** How attributes and members of `<video>` go together: https://html.spec.whatwg.org/multipage/media.html. */
export const reflection: readonly Behaviour[] = [
  {
    says: 'loop, autoplay and playsInline reflect their attributes, both ways and at once',
    holds: (create) => {
      const media = create();
      for (const name of ['loop', 'autoplay', 'playsInline'] as const) {
        expect(media[name], name).to.equal(false);
        media[name] = true;
        expect(media.getAttribute(name), name).to.equal('');
        media[name] = false;
        expect(media.hasAttribute(name), name).to.equal(false);
        media.setAttribute(name, 'false');
        expect(media[name], name).to.equal(true);
        media.removeAttribute(name);
      }
    },
  },
  {
    says: 'defaultMuted reflects muted; muted itself does not',
    holds: (create) => {
      const media = create();
      media.removeAttribute('muted');
      media.muted = false;
      media.defaultMuted = true;
      expect(media.hasAttribute('muted')).to.equal(true);
      expect(media.muted).to.equal(false);
      media.defaultMuted = false;
      media.muted = true;
      expect(media.hasAttribute('muted')).to.equal(false);
      expect(media.defaultMuted).to.equal(false);
    },
  },
  {
    says: 'preload is limited to its known values',
    holds: (create) => {
      const media = create();
      const said = (value: string): string => {
        media.setAttribute('preload', value);
        return media.preload;
      };
      expect(['none', 'METADATA', 'auto', 'bogus'].map(said)).to.deep.equal([
        'none',
        'metadata',
        'auto',
        'metadata',
      ]);
      media.preload = 'none';
      expect(media.getAttribute('preload')).to.equal('none');
      media.removeAttribute('preload');
      expect(media.preload).to.equal('metadata');
    },
  },
  {
    says: 'crossOrigin is null, anonymous or use-credentials',
    holds: (create) => {
      const media = create();
      expect(media.crossOrigin).to.equal(null);
      const said = (value: string): string | null => {
        media.setAttribute('crossorigin', value);
        return media.crossOrigin;
      };
      expect(['', 'bogus', 'use-credentials'].map(said)).to.deep.equal([
        'anonymous',
        'anonymous',
        'use-credentials',
      ]);
      media.crossOrigin = null;
      expect(media.hasAttribute('crossorigin')).to.equal(false);
      media.crossOrigin = 'anonymous';
      expect(media.getAttribute('crossorigin')).to.equal('anonymous');
    },
  },
  {
    says: 'controlsList is a list of tokens that mirrors its attribute',
    holds: (create) => {
      const media = create({ controlslist: 'nodownload' }) as HTMLVideoElement & {
        controlsList: DOMTokenList;
      };
      expect(media.controlsList).to.be.instanceOf(DOMTokenList);
      expect(media.controlsList.contains('nodownload')).to.equal(true);
      expect(media.controlsList.supports('nofullscreen')).to.equal(true);
      Object.assign(media, { controlsList: 'noremoteplayback' });
      expect(media.getAttribute('controlslist')).to.equal('noremoteplayback');
      expect(media.controlsList.value).to.equal('noremoteplayback');
    },
  },
  {
    says: 'src and poster reflect as addresses',
    holds: (create) => {
      const media = create();
      for (const name of ['src', 'poster'] as const) {
        expect(media[name], name).to.equal('');
        media[name] = '/media/poster.jpg';
        expect(media.getAttribute(name), name).to.equal('/media/poster.jpg');
        expect(media[name], name).to.equal(new URL('/media/poster.jpg', location.href).href);
        media.setAttribute(name, 'http://[');
        expect(media[name], name).to.equal('http://[');
        media.removeAttribute(name);
        expect(media[name], name).to.equal('');
      }
    },
  },
  {
    says: 'width and height reflect as whole numbers',
    holds: (create) => {
      const media = create({ width: '320' });
      expect([media.width, media.height]).to.deep.equal([320, 0]);
      media.height = 180;
      expect(media.getAttribute('height')).to.equal('180');
      media.setAttribute('width', 'wide');
      expect(media.width).to.equal(0);
    },
  },
  {
    says: 'disablePictureInPicture and disableRemotePlayback reflect their attributes',
    holds: (create) => {
      const media = create({ disablepictureinpicture: '' });
      expect(media.disablePictureInPicture).to.equal(true);
      media.disablePictureInPicture = false;
      expect(media.hasAttribute('disablepictureinpicture')).to.equal(false);
      media.disableRemotePlayback = true;
      expect(media.hasAttribute('disableremoteplayback')).to.equal(true);
    },
  },
];
