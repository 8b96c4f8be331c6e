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
 * A minute of 1920×1080, unless told otherwise, at 30 frames a second, H.264 of about 8 Mbit/s and AAC, as often as
 * asked: a moving test picture full of edges, with a little grain, so that no encoder finds it easy.
 */
export const makeClip = async ({ minutes = 1, size = '1920x1080' } = {}): Promise<Clip> => {
  const folder = await mkdtemp(join(tmpdir(), 'vidkit-clip-'));
  const minute = join(folder, 'minute.mp4');
  const path = join(folder, 'clip.mp4');
  const picture = `testsrc2=size=${size}:rate=30:duration=60,noise=alls=4:allf=t,format=yuv420p`;
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '60'];
  const rate = ['-b:v', '8M', '-maxrate', '10M', '-bufsize', '16M'];
  await ffmpeg(['-f', 'lavfi', '-i', picture, ...h264, ...rate, minute]);
  // The pictures alone are repeated: sound that ends between two of them would move those after it.
  const repeated = ['-stream_loop', String(minutes - 1), '-i', minute];
  const tone = `sine=frequency=330:beep_factor=4:sample_rate=48000:duration=${minutes * 60}`;
  const copied = ['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', '-b:a', '128k'];
  await ffmpeg([...repeated, '-f', 'lavfi', '-i', tone, ...copied, '-movflags', '+faststart', path]);
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
};

const ffmpeg = (args: readonly string[]) =>
  promisify(execFile)(process.env['FFMPEG_PATH'] ?? 'ffmpeg', ['-v', 'error', ...args]);
