/** Milliseconds that one request may take before it counts as lost. */
const requestMs = 5_000;

interface SdkLimits {
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
}

/**
 * What every client of the SDK is bounded by: by itself it waits without end for an answer, and only warns when a
 * request takes longer than `requestTimeout`. It tries again, with growing pauses, what was throttled, timed out or
 * failed on their side.
 */
export const sdkLimits = ({ requestTimeout = requestMs, maxAttempts = 4 } = {}): SdkLimits => ({
  maxAttempts,
  requestHandler: { connectionTimeout: 2_000, requestTimeout, throwOnRequestTimeout: true },
});
