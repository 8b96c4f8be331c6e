import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'پخش‌کنندهٔ ویدیو',
  playerNamed: 'پخش‌کنندهٔ ویدیو: {name}',
  play: 'پخش',
  loading: 'در حال بارگیری',
  unmute: 'وصل کردن صدا',
  retry: 'تلاش دوباره',
  error_offline: 'آفلاین هستید. با برقراری دوبارهٔ اتصال، پخش ادامه می‌یابد.',
  error_network: 'ویدیو بارگیری نشد.',
  error_forbidden: 'به این ویدیو دسترسی ندارید.',
  error_not_found: 'این ویدیو در دسترس نیست.',
  error_unsupported: 'این مرورگر نمی‌تواند این ویدیو را پخش کند.',
  error_decode: 'ویدیو به‌دلیل مشکلی در پخش متوقف شد.',
  error_processing_failed: 'این ویدیو آماده نشد.',
  error_no_source: 'هنوز ویدیویی اینجا نیست.',
};

export const preparing: PreparingTexts = {
  preparing: 'این ویدیو در حال آماده‌سازی است',
  preparingShare: 'در حال آماده‌سازی: {share}',
  preparingHint: 'به‌محض اینکه قابل پخش شود، اینجا نمایش داده می‌شود.',
  archived: 'مدتی است که کسی این ویدیو را ندیده است.',
  bringBack: 'بازگرداندن',
  bringBackFailed: 'انجام نشد. کمی بعد دوباره امتحان کنید.',
  backSoon: 'به‌زودی برمی‌گردد',
  backInMinutes: { one: 'حدود {count} دقیقهٔ دیگر برمی‌گردد', other: 'حدود {count} دقیقهٔ دیگر برمی‌گردد' },
  backInHours: { one: 'حدود {count} ساعت دیگر برمی‌گردد', other: 'حدود {count} ساعت دیگر برمی‌گردد' },
  backHint: 'از بایگانی بازیابی می‌شود و همین‌جا پخش خواهد شد.',
};
