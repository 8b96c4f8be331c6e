import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Clip {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * 60 s of 1920×1080 at 30 frames a second, H.264 of about 8 Mbit/s and AAC: a moving test picture full of edges, with a
 * little grain, so that no encoder finds it easy.
 */
export const makeClip = async (): Promise<Clip> => {
  const folder = await mkdtemp(join(tmpdir(), 'vidkit-clip-'));
  const path = join(folder, 'clip.mp4');
  const picture = 'testsrc2=size=1920x1080:rate=30:duration=60,noise=alls=4:allf=t,format=yuv420p';
  const args = [
    ...['-v', 'error', '-f', 'lavfi', '-i', picture],
    ...['-f', 'lavfi', '-i', 'sine=frequency=330:beep_factor=4:sample_rate=48000:duration=60'],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-b:v',
      '8M',
      '-maxrate',
      '10M',
      '-bufsize',
      '16M',
      '-g',
      '60',
    ],
    ...['-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', path],
  ];
  await promisify(execFile)(process.env['FFMPEG_PATH'] ?? 'ffmpeg', args);
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
};
