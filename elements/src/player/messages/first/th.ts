import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'เครื่องเล่นวิดีโอ',
  playerNamed: 'เครื่องเล่นวิดีโอ: {name}',
  play: 'เล่น',
  loading: 'กำลังโหลด',
  unmute: 'เปิดเสียง',
  retry: 'ลองอีกครั้ง',
  error_offline: 'คุณออฟไลน์อยู่ วิดีโอจะเล่นต่อเมื่อเชื่อมต่อได้อีกครั้ง',
  error_network: 'โหลดวิดีโอไม่ได้',
  error_forbidden: 'คุณไม่มีสิทธิ์เข้าถึงวิดีโอนี้',
  error_not_found: 'วิดีโอนี้ไม่พร้อมให้รับชม',
  error_unsupported: 'เบราว์เซอร์นี้เล่นวิดีโอนี้ไม่ได้',
  error_decode: 'วิดีโอหยุดเนื่องจากเกิดปัญหาในการเล่น',
  error_processing_failed: 'เตรียมวิดีโอนี้ไม่สำเร็จ',
  error_no_source: 'ยังไม่มีวิดีโอที่นี่',
};

export const preparing: PreparingTexts = {
  preparing: 'กำลังเตรียมวิดีโอนี้',
  preparingShare: 'กำลังเตรียม: {share}',
  preparingHint: 'วิดีโอจะปรากฏที่นี่ทันทีที่เล่นได้',
  archived: 'ไม่มีใครดูวิดีโอนี้มาสักพักแล้ว',
  bringBack: 'นำกลับมา',
  bringBackFailed: 'ไม่สำเร็จ โปรดลองอีกครั้งในอีกสักครู่',
  backSoon: 'จะกลับมาในอีกสักครู่',
  backInMinutes: { other: 'จะกลับมาในอีกประมาณ {count} นาที' },
  backInHours: { other: 'จะกลับมาในอีกประมาณ {count} ชั่วโมง' },
  backHint: 'กำลังนำกลับมาจากคลังเก็บ และจะเล่นที่นี่',
};
