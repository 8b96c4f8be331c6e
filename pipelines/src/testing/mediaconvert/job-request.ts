import { z } from 'zod';

/**
 * What the stand-in understands of `CreateJob`, on the wire. Anything else is refused, so that a setting that nobody has
 * thought of does not pass unseen; whether the service would take it, this does not prove.
 */
const flag = z.enum(['ENABLED', 'DISABLED']);
const arn = z.string().regex(/^arn:aws:[\w:/-]+$/);
const address = z.string().regex(/^s3:\/\/[a-z0-9.-]+\/.+$/);
const timecode = z.string().regex(/^\d\d:[0-5]\d:[0-5]\d:\d\d$/);

const hdr10 = z.partialRecord(
  z.enum([
    ...([
      'redPrimaryX',
      'redPrimaryY',
      'greenPrimaryX',
      'greenPrimaryY',
      'bluePrimaryX',
      'bluePrimaryY',
    ] as const),
    ...(['whitePointX', 'whitePointY', 'maxLuminance', 'minLuminance'] as const),
    ...(['maxContentLightLevel', 'maxFrameAverageLightLevel'] as const),
  ]),
  z.int().min(0),
);

const audioSelector = z.strictObject({
  selectorType: z.literal('STREAM'),
  streams: z.array(z.int().min(1)).length(1),
  offset: z.int(),
});

const input = z.strictObject({
  fileInput: address,
  timecodeSource: z.literal('ZEROBASED'),
  filterEnable: z.enum(['AUTO', 'DISABLE', 'FORCE']),
  psiControl: z.enum(['USE_PSI', 'IGNORE_PSI']),
  deblockFilter: flag,
  denoiseFilter: flag,
  videoSelector: z.strictObject({
    rotate: z.literal('AUTO'),
    colorSpace: z.enum(['FOLLOW', 'REC_601', 'REC_709', 'HDR10', 'HLG_2020']),
    colorSpaceUsage: z.enum(['FALLBACK', 'FORCE']),
    sampleRange: z.enum(['FOLLOW', 'FULL_RANGE', 'LIMITED_RANGE']),
    padVideo: z.enum(['DISABLED', 'BLACK']),
    hdr10Metadata: hdr10.optional(),
  }),
  audioSelectors: z.record(z.string(), audioSelector).optional(),
  inputClippings: z
    .array(z.strictObject({ startTimecode: timecode.optional(), endTimecode: timecode.optional() }))
    .max(1)
    .optional(),
});

const rate = {
  rateControlMode: z.literal('QVBR'),
  qvbrSettings: z.strictObject({ qvbrQualityLevel: z.int().min(1).max(10) }),
  maxBitrate: z.int().min(1000).max(1_152_000_000),
  framerateControl: z.literal('SPECIFIED'),
  framerateNumerator: z.int().min(1),
  framerateDenominator: z.int().min(1),
  framerateConversionAlgorithm: z.enum(['DUPLICATE_DROP', 'INTERPOLATE', 'FRAMEFORMER']),
  gopSize: z.number().min(1),
  adaptiveQuantization: z.string(),
};

const grid = {
  ...rate,
  hrdBufferSize: z.int().min(0),
  gopSizeUnits: z.literal('FRAMES'),
  gopClosedCadence: z.literal(1),
  minIInterval: z.literal(0),
  sceneChangeDetect: z.enum(['DISABLED', 'ENABLED', 'TRANSITION_DETECTION']),
  gopBReference: flag,
  numberBFramesBetweenReferenceFrames: z.int().min(0).max(7),
  numberReferenceFrames: z.int().min(1).max(6),
  parControl: z.literal('SPECIFIED'),
  parNumerator: z.literal(1),
  parDenominator: z.literal(1),
  interlaceMode: z.literal('PROGRESSIVE'),
  scanTypeConversionMode: z.enum(['INTERLACED', 'INTERLACED_OPTIMIZE']).optional(),
  dynamicSubGop: z.enum(['STATIC', 'ADAPTIVE']),
  qualityTuningLevel: z.enum(['SINGLE_PASS', 'SINGLE_PASS_HQ', 'MULTI_PASS_HQ']),
  codecLevel: z.literal('AUTO'),
};

const videoCodec = z.discriminatedUnion('codec', [
  z.strictObject({
    codec: z.literal('H_264'),
    h264Settings: z.strictObject({
      ...grid,
      codecProfile: z.enum(['BASELINE', 'MAIN', 'HIGH']),
      entropyEncoding: z.literal('CABAC'),
      writeMp4PackagingType: z.literal('AVC1'),
    }),
  }),
  z.strictObject({
    codec: z.literal('H_265'),
    h265Settings: z.strictObject({
      ...grid,
      codecProfile: z.enum(['MAIN_MAIN', 'MAIN10_MAIN']),
      tiles: flag,
      writeMp4PackagingType: z.literal('HVC1'),
    }),
  }),
  z.strictObject({
    codec: z.literal('AV1'),
    av1Settings: z.strictObject({
      ...rate,
      numberBFramesBetweenReferenceFrames: z.int().min(0).max(15),
      bitDepth: z.enum(['BIT_8', 'BIT_10']),
      spatialAdaptiveQuantization: flag,
    }),
  }),
]);

const videoDescription = z.strictObject({
  width: z.int().min(32).max(8192).multipleOf(2),
  height: z.int().min(32).max(8192).multipleOf(2),
  scalingBehavior: z.enum(['DEFAULT', 'STRETCH_TO_OUTPUT', 'FIT', 'FIT_NO_UPSCALE', 'FILL']),
  antiAlias: flag,
  sharpness: z.int().min(0).max(100),
  respondToAfd: z.literal('NONE'),
  afdSignaling: z.literal('NONE'),
  timecodeInsertion: z.literal('DISABLED'),
  dropFrameTimecode: flag,
  colorMetadata: z.enum(['INSERT', 'IGNORE']),
  videoPreprocessors: z.strictObject({
    colorCorrector: z.strictObject({
      colorSpaceConversion: z.enum(['NONE', 'FORCE_709', 'FORCE_HDR10', 'FORCE_HLG_2020']),
      hdrToSdrToneMapper: z.enum(['PRESERVE_DETAILS', 'VIBRANT']).optional(),
      hdr10Metadata: hdr10.optional(),
      sampleRangeConversion: z.enum(['LIMITED_RANGE_SQUEEZE', 'NONE', 'LIMITED_RANGE_CLIP']),
    }),
    deinterlacer: z
      .strictObject({
        mode: z.enum(['DEINTERLACE', 'INVERSE_TELECINE', 'ADAPTIVE']),
        algorithm: z.enum(['INTERPOLATE', 'LINEAR_INTERPOLATION', 'BLEND']),
        control: z.enum(['NORMAL', 'FORCE_ALL_FRAMES']),
      })
      .optional(),
  }),
  codecSettings: videoCodec,
});

/** The service's table for AAC-LC at a constant rate, as far as the coding modes that we use. */
const aacRates: Readonly<Record<string, { from: number; to: number }>> = {
  'CODING_MODE_2_0 32000': { from: 40_000, to: 384_000 },
  'CODING_MODE_2_0 48000': { from: 64_000, to: 576_000 },
  'CODING_MODE_5_1 48000': { from: 224_000, to: 768_000 },
};

const aac = z
  .strictObject({
    bitrate: z.int(),
    codingMode: z.enum(['CODING_MODE_1_0', 'CODING_MODE_2_0', 'CODING_MODE_5_1']),
    sampleRate: z.int(),
    codecProfile: z.literal('LC'),
    rateControlMode: z.literal('CBR'),
    specification: z.literal('MPEG4'),
    rawFormat: z.literal('NONE'),
  })
  .refine(({ bitrate, codingMode, sampleRate }) => {
    const allowed = aacRates[`${codingMode} ${sampleRate}`];
    return allowed !== undefined && bitrate >= allowed.from && bitrate <= allowed.to;
  }, 'Bitrate, coding mode and sample rate do not go together.');

const audioDescription = z.strictObject({
  audioSourceName: z.string(),
  audioTypeControl: z.enum(['FOLLOW_INPUT', 'USE_CONFIGURED']),
  languageCodeControl: z.enum(['FOLLOW_INPUT', 'USE_CONFIGURED']),
  audioNormalizationSettings: z.strictObject({
    algorithm: z.string().regex(/^ITU_BS_1770_[1-4]$/),
    algorithmControl: z.enum(['CORRECT_AUDIO', 'MEASURE_ONLY']),
    correctionGateLevel: z.int().min(-70).max(0),
    loudnessLogging: z.enum(['LOG', 'DONT_LOG']),
    peakCalculation: z.enum(['TRUE_PEAK', 'NONE']),
    targetLkfs: z.number().min(-59).max(0),
    truePeakLimiterThreshold: z.number().min(-8).max(0),
  }),
  remixSettings: z
    .strictObject({
      channelsIn: z.int().min(1).max(64),
      channelsOut: z.int().min(1).max(64),
      channelMapping: z.strictObject({
        outputChannels: z.array(
          z.strictObject({ inputChannelsFineTune: z.array(z.number().min(-60).max(6)) }),
        ),
      }),
    })
    .optional(),
  codecSettings: z.strictObject({ codec: z.literal('AAC'), aacSettings: aac }),
});

const output = z
  .strictObject({
    nameModifier: z.string().min(1).max(256),
    containerSettings: z.strictObject({
      container: z.literal('CMFC'),
      cmfcSettings: z.strictObject({
        iFrameOnlyManifest: z.enum(['INCLUDE', 'EXCLUDE']).optional(),
        audioGroupId: z.string().optional(),
        audioTrackType: z.string().optional(),
        audioDuration: z.enum(['DEFAULT_CODEC_DURATION', 'MATCH_VIDEO_DURATION']).optional(),
      }),
    }),
    videoDescription: videoDescription.optional(),
    audioDescriptions: z.array(audioDescription).length(1).optional(),
  })
  .refine(
    ({ videoDescription: video, audioDescriptions: audio }) =>
      (video === undefined) !== (audio === undefined),
    'An output of a CMAF group holds a picture or a sound.',
  );

const outputGroup = z.strictObject({
  name: z.string(),
  customName: z.string(),
  outputGroupSettings: z.strictObject({
    type: z.literal('CMAF_GROUP_SETTINGS'),
    cmafGroupSettings: z.strictObject({
      destination: address,
      segmentControl: z.literal('SINGLE_FILE'),
      segmentLength: z.int().min(1),
      segmentLengthControl: z.enum(['EXACT', 'GOP_MULTIPLE', 'MATCH']),
      fragmentLength: z.int().min(1),
      minFinalSegmentLength: z.number().min(0),
      videoCompositionOffsets: z.enum(['SIGNED', 'UNSIGNED']),
      writeHlsManifest: z.literal('ENABLED'),
      writeDashManifest: flag,
      writeSegmentTimelineInRepresentation: flag,
      codecSpecification: z.string(),
      manifestCompression: z.literal('NONE'),
      manifestDurationFormat: z.enum(['FLOATING_POINT', 'INTEGER']),
      streamInfResolution: z.enum(['INCLUDE', 'EXCLUDE']),
      clientCache: flag,
      imageBasedTrickPlay: z.literal('NONE'),
    }),
  }),
  outputs: z.array(output).min(1),
});

export const jobRequest = z
  .strictObject({
    role: arn,
    queue: arn.optional(),
    clientRequestToken: z
      .string()
      .regex(/^[\x20-\x7e]{1,64}$/)
      .optional(),
    userMetadata: z.record(z.string().max(256), z.string().max(256)).default({}),
    tags: z.record(z.string(), z.string()).default({}),
    billingTagsSource: z.enum(['JOB', 'QUEUE', 'PRESET', 'JOB_TEMPLATE']).optional(),
    statusUpdateInterval: z.string().regex(/^SECONDS_\d+$/),
    accelerationSettings: z.strictObject({ mode: z.enum(['DISABLED', 'ENABLED', 'PREFERRED']) }),
    priority: z.int().min(-50).max(50),
    settings: z.strictObject({
      timecodeConfig: z.strictObject({ source: z.literal('ZEROBASED') }),
      inputs: z.array(input).length(1),
      outputGroups: z.array(outputGroup).length(1),
    }),
  })
  .superRefine(({ settings: { inputs, outputGroups } }, context) => {
    const selectors = Object.keys(inputs[0]?.audioSelectors ?? {});
    const outputs = outputGroups.flatMap(({ outputs: all }) => all);
    for (const name of outputs
      .flatMap((one) => one.audioDescriptions ?? [])
      .map((one) => one.audioSourceName))
      if (!selectors.includes(name)) context.addIssue(`There is no audio selector ${name}.`);
    const names = outputs.map(({ nameModifier }) => nameModifier);
    if (new Set(names).size < names.length) context.addIssue('Name modifiers are not unique.');
    if (!outputs.some(({ videoDescription: video }) => video)) context.addIssue('There is no picture.');
  });

export type JobRequest = z.output<typeof jobRequest>;
export type JobOutput = z.output<typeof output>;
