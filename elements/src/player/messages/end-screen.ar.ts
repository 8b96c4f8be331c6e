export const messages = {
  upNext: 'التالي',
  upNextIn: 'التالي خلال {seconds}',
  nextVideo: 'الفيديو التالي',
  playNow: 'شاهد الآن',
  cancel: 'إلغاء',
  again: 'المشاهدة مرة أخرى',
  share: 'مشاركة',
  starts: {
    one: 'التالي: {title}. يبدأ خلال ثانية واحدة.',
    two: 'التالي: {title}. يبدأ خلال ثانيتين.',
    few: 'التالي: {title}. يبدأ خلال {count} ثوانٍ.',
    other: 'التالي: {title}. يبدأ خلال {count} ثانية.',
  },
  cancelled: 'لن يبدأ الفيديو التالي تلقائيًا.',
};
