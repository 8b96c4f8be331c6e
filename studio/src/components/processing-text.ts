import type { VideoFailure } from '@vidkit/contracts/schemas/video';

import { studioMessages, type StudioMessageKey } from '../messages/studio.messages.ts';

/** Why processing failed, in the reader's language where we know the reason, else as the server says it. */
export const failureText = (failure: VideoFailure, t: (key: StudioMessageKey) => string): string => {
  const key = `failure_${failure.code}`;
  return key in studioMessages.en ? t(key as StudioMessageKey) : failure.detail || t('failure_unknown');
};

/** What processing noticed, by its code; the code itself where a newer server knows more than we do. */
export const warningText = (code: string, t: (key: StudioMessageKey) => string): string => {
  const key = `warning_${code}`;
  return key in studioMessages.en ? t(key as StudioMessageKey) : code;
};
