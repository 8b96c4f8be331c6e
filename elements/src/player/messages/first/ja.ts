import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: '動画プレーヤー',
  playerNamed: '動画プレーヤー: {name}',
  play: '再生',
  loading: '読み込み中',
  unmute: 'ミュート解除',
  retry: '再試行',
  error_offline: 'オフラインです。接続が回復すると再生を再開します。',
  error_network: '動画を読み込めませんでした。',
  error_forbidden: 'この動画を視聴する権限がありません。',
  error_not_found: 'この動画は利用できません。',
  error_unsupported: 'このブラウザではこの動画を再生できません。',
  error_decode: '再生の問題により動画が停止しました。',
  error_processing_failed: 'この動画を準備できませんでした。',
  error_no_source: 'ここにはまだ動画がありません。',
};

export const preparing: PreparingTexts = {
  preparing: '動画を準備しています',
  preparingShare: '準備中: {share}',
  preparingHint: '再生できるようになると、ここに表示されます。',
  archived: 'この動画はしばらく再生されていません。',
  bringBack: '復元する',
  bringBackFailed: 'うまくいきませんでした。しばらくしてからもう一度お試しください。',
  backSoon: 'まもなく再生できます',
  backInMinutes: { other: '約{count}分後に再生できます' },
  backInHours: { other: '約{count}時間後に再生できます' },
  backHint: 'アーカイブから取り出し、ここで再生します。',
};
