import { videoPath } from '../app/routes.ts';
import { createVideo } from '../testing/create-video.ts';
import { closeStudio, openStudio } from '../testing/open-studio.ts';

describe('a video and the archive', () => {
  afterEach(closeStudio);

  it('is sent there and brought back, and says when it plays again', async () => {
    const video = createVideo({});
    const studio = await openStudio(videoPath(video.id), { videos: [video] });
    await studio.says('can rest in the archive');
    await studio.isAccessible();
    await studio.click('Archive now');
    await studio.says('This video rests in the archive.');
    await studio.says('Archived');
    await studio.isAccessible();
    await studio.click('Bring the video back');
    await studio.says('on its way back from the archive');
    await studio.says('Plays again at');
    await studio.saysNoMore('Bring the video back');
    await studio.isAccessible();
  });

  it('says why it cannot be sent there now', async () => {
    const video = createVideo({});
    const studio = await openStudio(videoPath(video.id), {
      videos: [video],
      fail: [{ call: `POST /v1/videos/${video.id}/archive`, status: 409, code: 'archive_unavailable' }],
    });
    await studio.click('Archive now');
    await studio.says('Somebody watched it within the last hours');
    await studio.isAccessible();
  });

  it('has to come back before it is trimmed', async () => {
    const video = createVideo({ status: 'archived', playable: false });
    const studio = await openStudio(videoPath(video.id, 'trim'), {
      videos: [video],
      fail: [{ call: `GET /v1/videos/${video.id}/trim`, status: 409, code: 'video_archived' }],
    });
    await studio.says('Bring it back first');
    await studio.isAccessible();
  });
});
