import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'مشغّل الفيديو',
  playerNamed: 'مشغّل الفيديو: {name}',
  play: 'تشغيل',
  loading: 'جارٍ التحميل',
  unmute: 'تشغيل الصوت',
  retry: 'إعادة المحاولة',
  error_offline: 'أنت غير متصل بالإنترنت. سيُستأنف التشغيل عند عودة الاتصال.',
  error_network: 'تعذّر تحميل الفيديو.',
  error_forbidden: 'ليس لديك إذن لمشاهدة هذا الفيديو.',
  error_not_found: 'هذا الفيديو غير متاح.',
  error_unsupported: 'لا يستطيع هذا المتصفح تشغيل هذا الفيديو.',
  error_decode: 'توقّف الفيديو بسبب مشكلة في التشغيل.',
  error_processing_failed: 'تعذّر تجهيز هذا الفيديو.',
  error_no_source: 'لا يوجد فيديو هنا بعد.',
};

export const preparing: PreparingTexts = {
  preparing: 'يجري تجهيز هذا الفيديو',
  preparingShare: 'قيد التجهيز: {share}',
  preparingHint: 'سيظهر هنا بمجرد أن يصبح قابلاً للتشغيل.',
  archived: 'لم يُشاهَد هذا الفيديو منذ مدة.',
  bringBack: 'استعادته',
  bringBackFailed: 'لم ينجح ذلك. حاول مرة أخرى بعد قليل.',
  backSoon: 'سيعود بعد لحظات',
  backInMinutes: {
    one: 'سيعود بعد دقيقة تقريبًا',
    two: 'سيعود بعد دقيقتين تقريبًا',
    few: 'سيعود بعد {count} دقائق تقريبًا',
    many: 'سيعود بعد {count} دقيقة تقريبًا',
    other: 'سيعود بعد {count} دقيقة تقريبًا',
  },
  backInHours: {
    one: 'سيعود بعد ساعة تقريبًا',
    two: 'سيعود بعد ساعتين تقريبًا',
    few: 'سيعود بعد {count} ساعات تقريبًا',
    many: 'سيعود بعد {count} ساعة تقريبًا',
    other: 'سيعود بعد {count} ساعة تقريبًا',
  },
  backHint: 'يأتي من الأرشيف وسيُشغَّل هنا.',
};
