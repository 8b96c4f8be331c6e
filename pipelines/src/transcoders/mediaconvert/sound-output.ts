import type { AacSettings, AudioDescription, Output, RemixSettings } from '@aws-sdk/client-mediaconvert';

import type { AudioPlan } from '../../steps/encode-plan.ts';
import { type SoundForm, soundForms } from '../../steps/sound-form.ts';
import { targetLoudness } from '../../steps/sound-level.ts';
import type { SourceMedia } from '../../steps/source-media.ts';
import { soundSelector } from './input-settings.ts';
import { nameModifier } from './output-name.ts';

/** dBTP. */
const peakCeiling = -1.5;
/** LUFS; what is softer than this is noise, or silence. */
const gate = -70;

/** One form of one sound: AAC-LC as loud as all others, in a file of its own. */
export const soundOutput = (audio: AudioPlan, media: SourceMedia): Output => {
  const { group } = soundForms[audio.form];
  const channels = media.audio.find(({ index }) => index === audio.streamIndex)?.channels ?? 2;
  const remix = remixing(channels, audio.form);
  const description: AudioDescription = {
    AudioSourceName: soundSelector(audio.streamIndex),
    AudioTypeControl: 'FOLLOW_INPUT',
    // Our own playlists say it.
    LanguageCodeControl: 'FOLLOW_INPUT',
    AudioNormalizationSettings: {
      Algorithm: 'ITU_BS_1770_3',
      AlgorithmControl: 'CORRECT_AUDIO',
      CorrectionGateLevel: gate,
      LoudnessLogging: 'DONT_LOG',
      PeakCalculation: 'TRUE_PEAK',
      TargetLkfs: targetLoudness,
      TruePeakLimiterThreshold: peakCeiling,
    },
    ...(remix ? { RemixSettings: remix } : {}),
    CodecSettings: { Codec: 'AAC', AacSettings: aac[audio.form] },
  };
  return {
    NameModifier: nameModifier(audio.name),
    ContainerSettings: {
      Container: 'CMFC',
      CmfcSettings: {
        AudioGroupId: group,
        AudioTrackType: audio.isDefault
          ? 'ALTERNATE_AUDIO_AUTO_SELECT_DEFAULT'
          : 'ALTERNATE_AUDIO_AUTO_SELECT',
        // Sound and picture end together (Apple 8.2).
        AudioDuration: 'MATCH_VIDEO_DURATION',
      },
    },
    AudioDescriptions: [description],
  };
};

const lowComplexity = {
  CodecProfile: 'LC',
  RateControlMode: 'CBR',
  Specification: 'MPEG4',
  RawFormat: 'NONE',
} as const;

/** 48 kbit/s in stereo there is at 32 kHz at most: MediaConvert's table of AAC has nothing below 64 at 48 kHz. */
const aac: Readonly<Record<SoundForm, AacSettings>> = {
  stereo: {
    ...lowComplexity,
    CodingMode: 'CODING_MODE_2_0',
    SampleRate: 48_000,
    Bitrate: soundForms.stereo.bitRate,
  },
  mobile: {
    ...lowComplexity,
    CodingMode: 'CODING_MODE_2_0',
    SampleRate: 32_000,
    Bitrate: soundForms.mobile.bitRate,
  },
  surround: {
    ...lowComplexity,
    CodingMode: 'CODING_MODE_5_1',
    SampleRate: 48_000,
    Bitrate: soundForms.surround.bitRate,
  },
};

/** Numbers of channels that can be brought into every form. */
export const knownChannels: ReadonlySet<number> = new Set([1, 2, 6]);

const off = -60;
/** dB of the middle and the back in each of two channels (ITU-R BS.775). */
const half = -3;
/** Left, right, middle, bass, left and right of the back. */
const leftOf51 = [0, off, half, off, half, off];
const rightOf51 = [off, 0, half, off, off, half];

/** Null where the channels are those of the source. */
const remixing = (channels: number, form: SoundForm): RemixSettings | null => {
  if (channels === soundForms[form].channels) return null;
  const outputs = channels === 1 ? [[0], [0]] : [leftOf51, rightOf51];
  return {
    ChannelsIn: channels,
    ChannelsOut: outputs.length,
    ChannelMapping: { OutputChannels: outputs.map((mix) => ({ InputChannelsFineTune: mix })) },
  };
};
