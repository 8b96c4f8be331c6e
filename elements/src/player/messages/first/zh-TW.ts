import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: '影片播放器',
  playerNamed: '影片播放器：{name}',
  play: '播放',
  loading: '載入中',
  unmute: '取消靜音',
  retry: '再試一次',
  error_offline: '你目前離線。恢復連線後會繼續播放。',
  error_network: '無法載入影片。',
  error_forbidden: '你沒有觀看這部影片的權限。',
  error_not_found: '這部影片無法觀看。',
  error_unsupported: '這個瀏覽器無法播放這部影片。',
  error_decode: '播放發生問題，影片已停止。',
  error_processing_failed: '無法準備這部影片。',
  error_no_source: '這裡還沒有影片。',
};

export const preparing: PreparingTexts = {
  preparing: '正在準備這部影片',
  preparingShare: '準備中：{share}',
  preparingHint: '可以播放時，影片就會顯示在這裡。',
  archived: '這部影片已經有一段時間沒人觀看。',
  bringBack: '還原',
  bringBackFailed: '操作未成功，請稍後再試。',
  backSoon: '馬上回來',
  backInMinutes: { other: '大約 {count} 分鐘後恢復' },
  backInHours: { other: '大約 {count} 小時後恢復' },
  backHint: '影片正從封存空間還原，之後會在這裡播放。',
};
