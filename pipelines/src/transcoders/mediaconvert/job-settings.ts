import type { CreateJobCommandInput, Output, OutputGroup } from '@aws-sdk/client-mediaconvert';

import { allRungs, type EncodePlan } from '../../steps/encode-plan.ts';
import { type ConvertJob, jobToken } from '../converter.ts';
import { inputSettings } from './input-settings.ts';
import { soundOutput } from './sound-output.ts';
import { outputBase } from './output-name.ts';
import { pictureOutput } from './picture-output.ts';

export interface JobPlaces {
  /** `s3://bucket/key` of the source. */
  readonly input: string;
  /** `s3://bucket/prefix/` of the renditions. */
  readonly output: string;
  /** ARN of what MediaConvert may do. */
  readonly role: string;
  /** ARN of its queue; the account's default one unless given. */
  readonly queue?: string | undefined;
}

/**
 * The job that makes the same ladder as our own transcoder: names, sizes, rates, grid of keyframes, forms of sound.
 * Settings are written out even where they are the default, for a default is what a service may change. Pure. What each
 * setting does was read in the documentation of its API; no job of ours has met the service itself.
 */
export const jobSettings = (
  job: ConvertJob,
  { input, output, role, queue }: JobPlaces,
): CreateJobCommandInput => {
  const { videoId, encode, planId, media, plan, progress } = job;
  return {
    Role: role,
    ...(queue === undefined ? {} : { Queue: queue }),
    ClientRequestToken: jobToken(job),
    // Comes back in every event of the job.
    UserMetadata: {
      videoId,
      encode: String(encode),
      planId,
      from: String(progress.from),
      to: String(progress.to),
    },
    Tags: { videoId },
    BillingTagsSource: 'JOB',
    StatusUpdateInterval: 'SECONDS_15',
    // Costs more, and ends nothing sooner that is shorter than ten minutes.
    AccelerationSettings: { Mode: 'DISABLED' },
    Priority: 0,
    Settings: {
      TimecodeConfig: { Source: 'ZEROBASED' },
      Inputs: [inputSettings(media, plan, input)],
      OutputGroups: [ladder(job, output)],
    },
  };
};

/**
 * One CMAF file for each rendition, as ours are. Its playlists nobody reads: ours are written from the boxes. One kind of
 * them has to be written all the same.
 */
const ladder = ({ media, plan }: ConvertJob, output: string): OutputGroup => ({
  Name: 'CMAF',
  CustomName: 'ladder',
  OutputGroupSettings: {
    Type: 'CMAF_GROUP_SETTINGS',
    CmafGroupSettings: {
      Destination: `${output}${outputBase}`,
      SegmentControl: 'SINGLE_FILE',
      SegmentLength: 6,
      SegmentLengthControl: 'GOP_MULTIPLE',
      // The next keyframe from here on ends a fragment: every GOP, for none is shorter.
      FragmentLength: 2,
      MinFinalSegmentLength: 0,
      // The first frame is shown at 0, without an edit list (Apple 8.2).
      VideoCompositionOffsets: 'SIGNED',
      WriteHlsManifest: 'ENABLED',
      WriteDashManifest: 'DISABLED',
      WriteSegmentTimelineInRepresentation: 'ENABLED',
      CodecSpecification: 'RFC_6381',
      ManifestCompression: 'NONE',
      ManifestDurationFormat: 'FLOATING_POINT',
      StreamInfResolution: 'INCLUDE',
      ClientCache: 'ENABLED',
      ImageBasedTrickPlay: 'NONE',
    },
  },
  Outputs: [...pictures(plan), ...plan.audio.map((one) => soundOutput(one, media))],
});

const pictures = (plan: EncodePlan): Output[] => {
  const { picture, light } = plan;
  return picture ? allRungs(plan).map((rung) => pictureOutput(rung, { picture, light })) : [];
};
