import type { PlayerTexts } from '../../player.messages.ts';
import type { PreparingTexts } from '../../preparing/preparing.messages.ts';

export const player: PlayerTexts = {
  player: 'Trình phát video',
  playerNamed: 'Trình phát video: {name}',
  play: 'Phát',
  loading: 'Đang tải',
  unmute: 'Bật tiếng',
  retry: 'Thử lại',
  error_offline: 'Bạn đang ngoại tuyến. Video sẽ phát tiếp khi có kết nối trở lại.',
  error_network: 'Không tải được video.',
  error_forbidden: 'Bạn không có quyền xem video này.',
  error_not_found: 'Video này không có sẵn.',
  error_unsupported: 'Trình duyệt này không phát được video này.',
  error_decode: 'Video đã dừng do sự cố phát.',
  error_processing_failed: 'Không chuẩn bị được video này.',
  error_no_source: 'Chưa có video nào ở đây.',
};

export const preparing: PreparingTexts = {
  preparing: 'Video này đang được chuẩn bị',
  preparingShare: 'Đang chuẩn bị: {share}',
  preparingHint: 'Video sẽ xuất hiện ở đây ngay khi phát được.',
  archived: 'Đã lâu không có ai xem video này.',
  bringBack: 'Khôi phục',
  bringBackFailed: 'Không thành công. Hãy thử lại sau giây lát.',
  backSoon: 'Sẽ trở lại sau giây lát',
  backInMinutes: { other: 'Sẽ trở lại sau khoảng {count} phút' },
  backInHours: { other: 'Sẽ trở lại sau khoảng {count} giờ' },
  backHint: 'Video đang được lấy từ kho lưu trữ và sẽ phát ở đây.',
};
