import { expect } from '@open-wc/testing';

import { routeOf, videoPath, videosPath } from './routes.ts';

const id = '01990000-0000-7000-8000-000000000001';
const at = (path: string) => routeOf(new URL(path, 'https://video.example'));

describe('routeOf', () => {
  it('shows the videos at the root and at their own address', () => {
    for (const path of ['/studio', '/studio/', '/studio/videos', '/studio/videos/']) {
      expect(at(path).page).to.equal('videos');
    }
  });

  it('reads filters and ignores values that nobody can choose', () => {
    expect(at('/studio/videos?q=sea&status=failed&visibility=everybody')).to.deep.equal({
      page: 'videos',
      filters: { q: 'sea', status: 'failed', visibility: null, folder: null },
    });
  });

  it('names a video and its tab', () => {
    expect(at(`/studio/videos/${id}`)).to.deep.equal({ page: 'video', id, tab: 'details' });
    expect(at(videoPath(id, 'share'))).to.deep.equal({ page: 'video', id, tab: 'share' });
  });

  it('has pages for sites and guests', () => {
    expect(at('/studio/sites')).to.deep.equal({ page: 'sites' });
    expect(at('/studio/guests/')).to.deep.equal({ page: 'guests' });
    expect(at('/studio/guests/1').page).to.equal('missing');
  });

  it('misses everything else', () => {
    for (const path of ['/studio/videos/1', `/studio/videos/${id}/x`, '/studio/nowhere', '/other']) {
      expect(at(path).page).to.equal('missing');
    }
  });
});

describe('videosPath', () => {
  it('is read back by routeOf', () => {
    const filters = { q: 'a&b=c', status: 'ready', visibility: 'private', folder: 'Fair & more' } as const;
    expect(at(videosPath(filters))).to.deep.equal({ page: 'videos', filters });
  });
});
