import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Video oynatıcı',
  playerNamed: 'Video oynatıcı: {name}',
  play: 'Oynat',
  loading: 'Yükleniyor',
  unmute: 'Sesi aç',
  retry: 'Tekrar dene',
  error_offline: 'Çevrimdışısınız. Bağlantı yeniden kurulduğunda oynatma devam eder.',
  error_network: 'Video yüklenemedi.',
  error_forbidden: 'Bu videoya erişiminiz yok.',
  error_not_found: 'Bu video kullanılamıyor.',
  error_unsupported: 'Bu tarayıcı bu videoyu oynatamıyor.',
  error_decode: 'Video, bir oynatma sorunu nedeniyle durdu.',
  error_processing_failed: 'Bu video hazırlanamadı.',
  error_no_source: 'Burada henüz video yok.',
};

export const preparing: PreparingTexts = {
  preparing: 'Bu video hazırlanıyor',
  preparingShare: 'Hazırlanıyor: {share}',
  preparingHint: 'Oynatılabilir olduğunda burada görünecek.',
  archived: 'Bu video bir süredir izlenmedi.',
  bringBack: 'Geri getir',
  bringBackFailed: 'Olmadı. Biraz sonra tekrar deneyin.',
  backSoon: 'Birazdan burada',
  backInMinutes: {
    one: 'Yaklaşık {count} dakika içinde burada',
    other: 'Yaklaşık {count} dakika içinde burada',
  },
  backInHours: { one: 'Yaklaşık {count} saat içinde burada', other: 'Yaklaşık {count} saat içinde burada' },
  backHint: 'Arşivden geliyor ve burada oynatılacak.',
};
