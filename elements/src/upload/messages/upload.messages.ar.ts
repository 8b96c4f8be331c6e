import type { Translation } from '../../localize/messages.ts';
import type { UploadMessages } from './upload.messages.ts';

export const messages: Translation<UploadMessages> = {
  region: 'رفع مقاطع الفيديو',
  invite: 'اسحب مقاطع الفيديو إلى هنا',
  inviteOne: 'اسحب مقطع فيديو إلى هنا',
  inviteWithoutDrop: 'رفع مقاطع الفيديو',
  inviteWithoutDropOne: 'رفع مقطع فيديو',
  more: 'إضافة مقاطع أخرى',
  formats: 'MP4 وMOV وWebM وMKV ومعظم الصيغ الأخرى',
  choose: { one: 'اختيار مقطع', other: 'اختيار مقاطع' },
  release: {
    one: 'أفلت لرفع هذا المقطع',
    two: 'أفلت لرفع المقطعين',
    few: 'أفلت لرفع {count} مقاطع',
    other: 'أفلت لرفع {count} مقطعًا',
  },
  signIn: 'تسجيل الدخول',
  signInToStart: 'سجّل الدخول لبدء الرفع. ستبقى ملفاتك في القائمة.',
  signInClosed: 'أُغلقت نافذة تسجيل الدخول قبل الانتهاء.',
  signInBlocked: 'حظر المتصفح نافذة تسجيل الدخول. اضغط «تسجيل الدخول» مرة أخرى.',
  signInFailed: 'تعذّر تسجيل الدخول. يُرجى المحاولة مرة أخرى.',
  signInUnregistered: 'لم يُفعَّل الرفع في هذه الصفحة. يمكن لمالكها تسجيل الموقع في الاستوديو.',
  signInInsecure: 'يتطلب الرفع صفحة تُقدَّم عبر HTTPS.',
  loadFailed: 'تعذّر تحميل جزء من الصفحة. تحقّق من الاتصال واختر الملفات مرة أخرى.',
  valueMissing: 'اختر مقطع فيديو.',
  valueMoving: 'انتظر حتى يكتمل الرفع.',
};
