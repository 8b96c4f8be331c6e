import { isMoving, isStored, type UploadItem } from './upload-item.ts';

/** All files of a list together. */
export interface UploadTotals {
  /** Files that are on their way or have arrived; failed and canceled ones do not count. */
  readonly count: number;
  /** Of those: bytes safely on the server. */
  readonly stored: number;
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** Something would be lost by leaving the page now. */
  readonly moving: boolean;
}

export const totalsOf = (items: readonly UploadItem[]): UploadTotals => {
  const counted = items.filter(
    (item) => isStored(item) || isMoving(item) || item.phase === 'paused' || item.phase === 'ready',
  );
  const sum = (of: (item: UploadItem) => number): number =>
    counted.reduce((total, item) => total + of(item), 0);
  const totalBytes = sum(({ size }) => size);
  const sentBytes = sum((item) => (isStored(item) ? item.size : item.sentBytes));
  const speed = sum(({ bytesPerSecond }) => bytesPerSecond ?? 0);
  return {
    count: counted.length,
    stored: counted.filter(isStored).length,
    sentBytes,
    totalBytes,
    bytesPerSecond: speed > 0 ? speed : null,
    secondsLeft: speed > 0 ? (totalBytes - sentBytes) / speed : null,
    moving: counted.some(isMoving),
  };
};
