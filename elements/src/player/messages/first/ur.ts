import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'ویڈیو پلیئر',
  playerNamed: 'ویڈیو پلیئر: {name}',
  play: 'چلائیں',
  loading: 'لوڈ ہو رہا ہے',
  unmute: 'آواز کھولیں',
  retry: 'دوبارہ کوشش کریں',
  error_offline: 'آپ آف لائن ہیں۔ دوبارہ کنیکٹ ہونے پر ویڈیو چلنا جاری رہے گی۔',
  error_network: 'ویڈیو لوڈ نہیں ہو سکی۔',
  error_forbidden: 'آپ کو اس ویڈیو تک رسائی حاصل نہیں ہے۔',
  error_not_found: 'یہ ویڈیو دستیاب نہیں ہے۔',
  error_unsupported: 'یہ براؤزر اس ویڈیو کو نہیں چلا سکتا۔',
  error_decode: 'چلانے میں مسئلے کی وجہ سے ویڈیو رک گئی۔',
  error_processing_failed: 'یہ ویڈیو تیار نہیں ہو سکی۔',
  error_no_source: 'یہاں ابھی کوئی ویڈیو نہیں ہے۔',
};

export const preparing: PreparingTexts = {
  preparing: 'یہ ویڈیو تیار کی جا رہی ہے',
  preparingShare: 'تیاری جاری ہے: {share}',
  preparingHint: 'چلنے کے قابل ہوتے ہی یہ یہاں نظر آئے گی۔',
  archived: 'یہ ویڈیو کافی عرصے سے نہیں دیکھی گئی۔',
  bringBack: 'واپس لائیں',
  bringBackFailed: 'ایسا نہیں ہو سکا۔ تھوڑی دیر میں دوبارہ کوشش کریں۔',
  backSoon: 'تھوڑی دیر میں واپس',
  backInMinutes: { one: 'تقریباً {count} منٹ میں واپس', other: 'تقریباً {count} منٹ میں واپس' },
  backInHours: { one: 'تقریباً {count} گھنٹے میں واپس', other: 'تقریباً {count} گھنٹوں میں واپس' },
  backHint: 'یہ آرکائیو سے آ رہی ہے اور یہیں چلے گی۔',
};
