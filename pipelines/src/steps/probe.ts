import { open } from 'node:fs/promises';

import { ProcessError } from '../process/run-process.ts';
import { assertWholeFile } from './box-walk.ts';
import { describeSource } from './describe-source.ts';
import { type ProbeInput, type ProbeTool, readFileReport, readFirstFrame, readTimes } from './ffprobe.ts';
import { readLight } from './hdr-light.ts';
import { MediaFailure } from './media-failure.ts';
import { recogniseSignature, signatureBytes } from './signature.ts';
import type { Demuxer, SourceMedia } from './source-media.ts';

export interface ProbeOptions extends ProbeTool {
  /** Longest video in milliseconds. */
  readonly maxDurationMs: number;
  /** As the uploader named it. */
  readonly fileName?: string;
}

/** Files above this size are not read whole only to learn their duration. */
const wholeScanBytes = 512 * 1024 ** 2;

/**
 * Decides within seconds what an upload is and whether it can become a video. Nothing opens the file before its
 * first bytes passed the list of accepted containers. Throws `MediaFailure`.
 */
export const probeSource = async (path: string, options: ProbeOptions): Promise<SourceMedia> => {
  const { demuxer, scan } = await inspectBytes(path);
  const input = { path, demuxer };
  try {
    const report = await readFileReport(input, options);
    const times = await readTimes(input, scan ? 'all' : 'start', options);
    const media = describeSource(report, times, {
      demuxer,
      fileName: options.fileName ?? null,
      maxDuration: options.maxDurationMs / 1000,
      scanned: scan,
    });
    return await withLight(media, input, options);
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    if (error.code === 'not_started') throw error;
    const code =
      error.code === 'timeout' ? 'probe_timeout' : error.code === 'failed' ? 'not_media' : error.code;
    throw new MediaFailure(code, error.lastLines.at(-1) ?? error.message, { cause: error });
  }
};

/** HDR10 says in its frames how light it is; few containers repeat it. What cannot be read is left unsaid. */
const withLight = async (media: SourceMedia, input: ProbeInput, tool: ProbeTool): Promise<SourceMedia> => {
  const { video } = media;
  if (video?.transfer !== 'pq' || video.light) return media;
  const sideData = await readFirstFrame(input, video.index, tool).catch((error: unknown) => {
    if (error instanceof ProcessError) return [];
    throw error;
  });
  return { ...media, video: { ...video, light: readLight(sideData) } };
};

/** `scan`: whether only reading every packet tells how long it is, as in recordings that browsers make. */
const inspectBytes = async (path: string): Promise<{ demuxer: Demuxer; scan: boolean }> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, signatureBytes));
    await file.read(head, 0, head.length, 0);
    const signature = recogniseSignature(head);
    if (signature.kind === 'refused') throw new MediaFailure(signature.code, signature.found);
    const { demuxer } = signature;
    const small = size <= wholeScanBytes;
    if (demuxer !== 'mov') return { demuxer, scan: small };
    const { fragmented } = await assertWholeFile(file, size);
    return { demuxer, scan: fragmented && small };
  } finally {
    await file.close();
  }
};
