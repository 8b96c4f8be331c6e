import type { Localize } from '../../localize/localize.ts';
import { calmSeconds } from '../model/transfer-rate.ts';
import type { UploadItem } from '../model/upload-item.ts';
import type { UploadProblem } from '../model/upload-problem.ts';
import { listMessages, type ListMessages, type ListTerm } from '../messages/list.messages.ts';

export type ListWords = Localize<ListMessages>;

/** Joins facts of one line. */
const dot = ' · ';

/** The one line that says how a file is doing. Problems have a line of their own. */
export const factsOf = (item: UploadItem, words: ListWords): string => {
  const sent = words.bytes(item.sentBytes);
  const total = words.bytes(item.size);
  switch (item.phase) {
    case 'checking':
      return words.term('checking');
    case 'waiting':
      return words.term('waiting', { size: total });
    case 'uploading':
      return [
        words.term('sent', { sent, total }),
        ...(item.bytesPerSecond ? [words.bytes(item.bytesPerSecond, { per: 'second' })] : []),
        ...(item.secondsLeft === null ? [] : [timeLeft(item.secondsLeft, words)]),
      ].join(dot);
    case 'paused':
      return words.term('paused', { sent, total });
    case 'reconnecting':
      return words.term(item.trouble ?? 'network');
    case 'completing':
      return item.trouble ? words.term(item.trouble) : words.term('completing');
    case 'processing':
      return processingFacts(item, words);
    case 'ready':
      return [words.term('ready'), ...(item.visibility ? [words.term(item.visibility)] : [])].join(dot);
    case 'interrupted':
      return words.term(item.canReopen ? 'interrupted' : 'interruptedPick', { sent, total });
    case 'canceled':
      return words.term('canceled');
    case 'failed':
      return '';
  }
};

export const timeLeft = (seconds: number, words: ListWords): string =>
  seconds < 5
    ? words.term('fewSeconds')
    : words.term('left', { time: words.duration(calmSeconds(seconds), seconds < 60 ? 'short' : 'long') });

/** A sentence for a person; codes without one of their own are a fault of ours. */
export const problemText = ({ code, owner, retryable }: UploadProblem, words: ListWords): string => {
  const key = `problem_${code}`;
  if (key in listMessages.en) return words.term(key as ListTerm);
  if (owner === 'file') return words.term('problem_not_media');
  return words.term(retryable ? 'problem_unexpected' : 'problem_processing');
};

const processingFacts = ({ processing, playable }: UploadItem, words: ListWords): string => {
  if (playable) return words.term('playable');
  if (!processing || processing.stage === 'queued') return words.term('processing');
  const percent = words.percent(processing.percent / 100);
  const { secondsLeft } = processing;
  return [
    words.term('processingAt', { percent }),
    ...(secondsLeft === null ? [] : [timeLeft(secondsLeft, words)]),
  ].join(dot);
};
