import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'נגן וידאו',
  playerNamed: 'נגן וידאו: {name}',
  play: 'הפעלה',
  loading: 'בטעינה',
  unmute: 'ביטול ההשתקה',
  retry: 'ניסיון נוסף',
  error_offline: 'אין חיבור לאינטרנט. ההפעלה תימשך כשהחיבור יחזור.',
  error_network: 'לא ניתן היה לטעון את הסרטון.',
  error_forbidden: 'אין לך גישה לסרטון הזה.',
  error_not_found: 'הסרטון הזה לא זמין.',
  error_unsupported: 'הדפדפן הזה לא יכול להפעיל את הסרטון.',
  error_decode: 'הסרטון נעצר בגלל בעיה בהפעלה.',
  error_processing_failed: 'לא ניתן היה להכין את הסרטון.',
  error_no_source: 'אין כאן עדיין סרטון.',
};

export const preparing: PreparingTexts = {
  preparing: 'הסרטון בהכנה',
  preparingShare: 'בהכנה: {share}',
  preparingHint: 'הוא יופיע כאן ברגע שאפשר יהיה להפעיל אותו.',
  archived: 'הרבה זמן לא צפו בסרטון הזה.',
  bringBack: 'שחזור הסרטון',
  bringBackFailed: 'הפעולה לא הצליחה. כדאי לנסות שוב בעוד רגע.',
  backSoon: 'יחזור בעוד רגע',
  backInMinutes: { one: 'יחזור בעוד כדקה', two: 'יחזור בעוד כשתי דקות', other: 'יחזור בעוד כ־{count} דקות' },
  backInHours: { one: 'יחזור בעוד כשעה', two: 'יחזור בעוד כשעתיים', other: 'יחזור בעוד כ־{count} שעות' },
  backHint: 'הוא מגיע מהארכיון ויופעל כאן.',
};
