import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: '동영상 플레이어',
  playerNamed: '동영상 플레이어: {name}',
  play: '재생',
  loading: '로드 중',
  unmute: '음소거 해제',
  retry: '다시 시도',
  error_offline: '오프라인 상태입니다. 다시 연결되면 재생이 계속됩니다.',
  error_network: '동영상을 로드할 수 없습니다.',
  error_forbidden: '이 동영상을 볼 수 있는 권한이 없습니다.',
  error_not_found: '이 동영상을 사용할 수 없습니다.',
  error_unsupported: '이 브라우저에서는 이 동영상을 재생할 수 없습니다.',
  error_decode: '재생 문제로 동영상이 중지되었습니다.',
  error_processing_failed: '이 동영상을 준비할 수 없습니다.',
  error_no_source: '아직 동영상이 없습니다.',
};

export const preparing: PreparingTexts = {
  preparing: '동영상을 준비하고 있습니다',
  preparingShare: '준비 중: {share}',
  preparingHint: '재생할 수 있게 되면 여기에 표시됩니다.',
  archived: '이 동영상은 한동안 시청되지 않았습니다.',
  bringBack: '다시 가져오기',
  bringBackFailed: '가져오지 못했습니다. 잠시 후 다시 시도해 주세요.',
  backSoon: '곧 재생할 수 있습니다',
  backInMinutes: { other: '약 {count}분 후 재생할 수 있습니다' },
  backInHours: { other: '약 {count}시간 후 재생할 수 있습니다' },
  backHint: '보관함에서 가져와 여기에서 재생합니다.',
};
