import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: '视频播放器',
  playerNamed: '视频播放器：{name}',
  play: '播放',
  loading: '正在加载',
  unmute: '取消静音',
  retry: '重试',
  error_offline: '您已离线。恢复连接后将继续播放。',
  error_network: '无法加载视频。',
  error_forbidden: '您没有权限观看此视频。',
  error_not_found: '此视频不可用。',
  error_unsupported: '此浏览器无法播放此视频。',
  error_decode: '由于播放出现问题，视频已停止。',
  error_processing_failed: '无法准备此视频。',
  error_no_source: '这里还没有视频。',
};

export const preparing: PreparingTexts = {
  preparing: '正在准备此视频',
  preparingShare: '正在准备：{share}',
  preparingHint: '可以播放后，视频会立即显示在这里。',
  archived: '此视频已经有一段时间没人观看了。',
  bringBack: '恢复',
  bringBackFailed: '操作未成功，请稍后重试。',
  backSoon: '马上回来',
  backInMinutes: { other: '大约 {count} 分钟后恢复' },
  backInHours: { other: '大约 {count} 小时后恢复' },
  backHint: '视频正在从归档中恢复，之后将在这里播放。',
};
