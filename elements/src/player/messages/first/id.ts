import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Pemutar video',
  playerNamed: 'Pemutar video: {name}',
  play: 'Putar',
  loading: 'Memuat',
  unmute: 'Bunyikan',
  retry: 'Coba lagi',
  error_offline: 'Anda sedang offline. Pemutaran akan berlanjut setelah Anda terhubung kembali.',
  error_network: 'Video tidak dapat dimuat.',
  error_forbidden: 'Anda tidak memiliki akses ke video ini.',
  error_not_found: 'Video ini tidak tersedia.',
  error_unsupported: 'Browser ini tidak dapat memutar video ini.',
  error_decode: 'Video berhenti karena ada masalah pemutaran.',
  error_processing_failed: 'Video ini tidak dapat disiapkan.',
  error_no_source: 'Belum ada video di sini.',
};

export const preparing: PreparingTexts = {
  preparing: 'Video ini sedang disiapkan',
  preparingShare: 'Sedang disiapkan: {share}',
  preparingHint: 'Video akan muncul di sini setelah siap diputar.',
  archived: 'Video ini sudah lama tidak ditonton.',
  bringBack: 'Ambil kembali',
  bringBackFailed: 'Tidak berhasil. Coba lagi sebentar lagi.',
  backSoon: 'Segera kembali',
  backInMinutes: { other: 'Kembali dalam sekitar {count} menit' },
  backInHours: { other: 'Kembali dalam sekitar {count} jam' },
  backHint: 'Video diambil dari arsip dan akan diputar di sini.',
};
