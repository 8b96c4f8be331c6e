import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Pemain video',
  playerNamed: 'Pemain video: {name}',
  play: 'Main',
  loading: 'Memuatkan',
  unmute: 'Nyahredam',
  retry: 'Cuba lagi',
  error_offline: 'Anda di luar talian. Main balik akan diteruskan apabila anda disambungkan semula.',
  error_network: 'Video tidak dapat dimuatkan.',
  error_forbidden: 'Anda tiada akses kepada video ini.',
  error_not_found: 'Video ini tidak tersedia.',
  error_unsupported: 'Penyemak imbas ini tidak dapat memainkan video ini.',
  error_decode: 'Video terhenti kerana masalah main balik.',
  error_processing_failed: 'Video ini tidak dapat disediakan.',
  error_no_source: 'Belum ada video di sini.',
};

export const preparing: PreparingTexts = {
  preparing: 'Video ini sedang disediakan',
  preparingShare: 'Sedang disediakan: {share}',
  preparingHint: 'Video akan berada di sini sebaik sahaja boleh dimainkan.',
  archived: 'Video ini sudah lama tidak ditonton.',
  bringBack: 'Dapatkan semula',
  bringBackFailed: 'Tidak berjaya. Cuba lagi sebentar lagi.',
  backSoon: 'Kembali sebentar lagi',
  backInMinutes: { other: 'Kembali dalam kira-kira {count} minit' },
  backInHours: { other: 'Kembali dalam kira-kira {count} jam' },
  backHint: 'Video diambil daripada arkib dan akan dimainkan di sini.',
};
