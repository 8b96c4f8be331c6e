import type { Translation } from '../../localize/messages.ts';
import type { DetailsMessages } from './details.messages.ts';

export const messages: Translation<DetailsMessages> = {
  region: 'تفاصيل {name}',
  description: 'الوصف',
  visibility: 'من يمكنه المشاهدة',
  private: 'خاص',
  privateHint: 'لا يشاهده غيرك.',
  unlisted: 'غير مدرج',
  unlistedHint: 'يشاهده كل من لديه الرابط.',
  public: 'عام',
  publicHint: 'يمكن للجميع العثور عليه ومشاهدته.',
  scheduled: 'مجدول',
  scheduledHint: 'يصبح عامًا في الوقت المحدد.',
  language: 'لغة الفيديو',
  languageNone: 'غير محددة',
  charactersLeft: {
    one: 'بقي حرف واحد',
    two: 'بقي حرفان',
    few: 'بقيت {count} أحرف',
    other: 'بقي {count} حرفًا',
  },
  waiting: 'محفوظ هنا. سيُحفظ في الخادم عند بدء الرفع.',
  unsaved: 'لم يُحفظ بعد',
  saving: 'جارٍ الحفظ…',
  saved: 'حُفظ',
  failed: 'لم يُحفظ بعد. جارٍ المحاولة مرة أخرى…',
  refused: 'لم يقبل الخادم هذا. غيّره ليُحفظ من جديد.',
  locked: 'لا يمكن تغيير هذا إلا لمالك الفيديو، في الاستوديو.',
  conflict: 'جرى تغيير هذا في مكان آخر في هذه الأثناء.',
  keepMine: 'الاحتفاظ بما كتبتُ',
  takeTheirs: 'أخذ النص الآخر',
};
