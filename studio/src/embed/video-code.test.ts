import { expect } from '@open-wc/testing';

import {
  defaultOptions,
  frameSnippet,
  oembedUrl,
  preloadSnippet,
  scriptSnippet,
  type CdnRelease,
  type EmbedOptions,
} from '@vidkit/contracts/embed-code/video-code';

import { formatStart, parseStart } from './start-time.ts';

const video = {
  id: '01990000-0000-7000-8000-000000000001',
  title: '<b>"Sea" & sun',
  width: 1080,
  height: 1920,
};
const file = (imports: string[], dynamicImports: string[] = []) => ({
  integrity: 'sha384-x',
  imports,
  dynamicImports,
});
const release: CdnRelease = {
  baseUrl: 'https://video.example/cdn/0.1.0/',
  files: {
    'vid-player.js': file(['chunks/lit.js'], ['chunks/controls.js']),
    'vid-comments.js': file(['chunks/lit.js']),
    'chunks/lit.js': file([]),
    'chunks/controls.js': file(['chunks/lit.js'], ['chunks/menu.js']),
    'chunks/menu.js': file([]),
    'chunks/start-1a.js': file(['vid-player.js', 'chunks/lit.js'], ['chunks/hls-2b.js']),
    'chunks/hls-2b.js': file([]),
    'hls.worker.js': file([]),
  },
};

const parse = (code: string): DocumentFragment => document.createRange().createContextualFragment(code);
const script = (options: Partial<EmbedOptions> = {}) =>
  parse(scriptSnippet(video, { ...defaultOptions, ...options }, release));
const frame = (options: Partial<EmbedOptions> = {}) =>
  parse(frameSnippet(video, { ...defaultOptions, ...options }, 'https://video.example'));

describe('scriptSnippet', () => {
  it('loads one version of the player, checked by its hash, in the shape of the video', () => {
    const tag = script().querySelector('script');
    expect(tag?.getAttribute('src')).to.equal('https://video.example/cdn/0.1.0/vid-player.js');
    expect(tag?.type).to.equal('module');
    expect(tag?.getAttribute('integrity')).to.equal('sha384-x');
    expect(tag?.hasAttribute('crossorigin')).to.equal(true);
    const player = script().querySelector('vid-player');
    expect(player?.getAttribute('video-id')).to.equal(video.id);
    expect(player?.getAttribute('aspect-ratio')).to.equal('1080/1920');
  });

  it('keeps its place until the script is here', () => {
    const rule = script().querySelector('style')?.textContent;
    expect(rule).to.equal(
      `vid-player[video-id='${video.id}']:not(:defined) { display: block; aspect-ratio: 1080/1920 }`,
    );
  });

  it('writes the options', () => {
    const code = script({ width: 480, autoplay: true, startSeconds: 90, accent: '#c00000', comments: true });
    const player = code.querySelector('vid-player');
    expect(player?.getAttribute('style')).to.equal('max-width: 480px; --vid-accent: #c00000');
    expect(player?.getAttribute('start-time')).to.equal('90');
    expect(player?.hasAttribute('muted')).to.equal(true);
    expect(code.querySelector('vid-comments')?.getAttribute('video-id')).to.equal(video.id);
    expect(code.querySelectorAll('script')).to.have.length(2);
  });

  it('names the hash of every part that can follow, before the first module', () => {
    const [map] = script({ allHashes: true }).querySelectorAll('script');
    expect(map?.type).to.equal('importmap');
    const { integrity } = JSON.parse(map?.textContent ?? '') as { integrity: Record<string, string> };
    expect(Object.keys(integrity)).to.have.members(
      ['lit', 'controls', 'menu'].map((name) => `https://video.example/cdn/0.1.0/chunks/${name}.js`),
    );
  });
});

describe('preloadSnippet', () => {
  const links = (options: Partial<EmbedOptions> = {}) => [
    ...parse(preloadSnippet(video, { ...defaultOptions, ...options }, release)).querySelectorAll('link'),
  ];
  const poster = `https://video.example/watch/${video.id}/poster.jpg`;

  it('names the connection, the poster and the code before anybody plays', () => {
    expect(links().map(({ rel, href }) => [rel, href.replace(/\/$/, '')])).to.deep.equal([
      ['preconnect', 'https://video.example'],
      ['preload', poster],
      ['modulepreload', 'https://video.example/cdn/0.1.0/vid-player.js'],
      ['modulepreload', 'https://video.example/cdn/0.1.0/chunks/lit.js'],
    ]);
    for (const link of links().filter(({ rel }) => rel === 'modulepreload')) {
      expect([link.integrity, link.crossOrigin]).to.deep.equal(['sha384-x', 'anonymous']);
    }
  });

  it('names what plays it, where it begins by itself', () => {
    const names = links({ autoplay: true }).map(({ href }) => href.slice(href.lastIndexOf('/') + 1));
    expect(names).to.include('start-1a.js');
    expect(names).not.to.include('hls-2b.js');
  });

  it('is what the tag asks for: the same poster, and the same code', () => {
    const code = script({ preload: true });
    expect(code.querySelector('vid-player')?.getAttribute('poster')).to.equal(poster);
    expect(script().querySelector('vid-player')?.hasAttribute('poster')).to.equal(false);
    expect(links().some(({ href }) => href === code.querySelector('script')?.src)).to.equal(true);
  });
});

describe('frameSnippet', () => {
  it('keeps a hostile title inside its attribute', () => {
    const iframe = frame().querySelector('iframe');
    expect(iframe?.title).to.equal(video.title);
    expect(frame().childNodes).to.have.length(1);
  });

  it('has the size of a portrait video and passes the options on', () => {
    const iframe = frame({ width: 360, autoplay: true, startSeconds: 5 }).querySelector('iframe');
    expect([iframe?.width, iframe?.height]).to.deep.equal(['360', '640']);
    expect(iframe?.src).to.equal(`https://video.example/embed/${video.id}?autoplay=1&muted=1&start=5`);
    const red = frame({ accent: '#c00000' }).querySelector('iframe');
    expect(red?.src).to.equal(`https://video.example/embed/${video.id}?color=c00000`);
  });

  it('allows the frame what a player needs, and lets the page know where it is asked from', () => {
    const iframe = frame().querySelector('iframe');
    expect(iframe?.allow.split('; ')).to.include.members([
      'autoplay',
      'fullscreen',
      'picture-in-picture',
      'encrypted-media',
    ]);
    expect([iframe?.loading, iframe?.referrerPolicy]).to.deep.equal([
      'lazy',
      'strict-origin-when-cross-origin',
    ]);
  });
});

describe('oembedUrl', () => {
  it('carries the address of the watch page', () => {
    const url = new URL(oembedUrl('https://video.example', video.id));
    expect(url.searchParams.get('url')).to.equal(`https://video.example/watch/${video.id}`);
  });
});

describe('parseStart', () => {
  it('reads seconds, minutes and hours', () => {
    expect(['', '90', '1:30', '1:02:03', '1:x', '1:2:3:4'].map(parseStart)).to.deep.equal([
      0,
      90,
      90,
      3723,
      null,
      null,
    ]);
    expect(formatStart(90)).to.equal('1:30');
  });
});
