// What the pages of outcomes ask of the server: fewer units, and a plan before and after; with their words.
import { call, type Answer } from '../../shared/api/call.ts';

export type Reduction = Answer<'addReduction'>;
export interface ReductionEdit {
  unit_code: string;
  kind: Reduction['kind'];
  fewer: number;
  from: string;
  to: string;
  basis: string;
}
export type Sheet = Answer<'getSheet'>;

export const listReductions = (unit: string): Promise<Answer<'listReductions'>> => call('listReductions', { query: { unit } });
export const addReduction = (body: ReductionEdit): Promise<Reduction> => call('addReduction', { body });
export const setReduction = (id: number, body: ReductionEdit, version: number): Promise<Reduction> => call('setReduction', { path: { id }, body, version });
export const removeReduction = (id: number, version: number): Promise<unknown> => call('removeReduction', { path: { id }, version });
export const readSheet = (code: string): Promise<Sheet> => call('getSheet', { path: { code } });
export const exportSheet = (code: string, format: 'csv' | 'xlsx'): Promise<Blob> => call('exportSheet', { path: { code }, query: { format }, as: 'blob' }) as unknown as Promise<Blob>;

export const outcomeWords = {
  reductions: ['Giảm đầu mối', 'Fewer units'],
  reductionsLead: ['Mỗi chỉ tiêu giảm bao nhiêu đơn vị của một loại; đã giảm được bao nhiêu theo các phương án đã thực hiện, và còn bao nhiêu trong các phương án đang lập.', 'So many units of a kind fewer; how many went by plans that were carried out, and how many stand in plans that are being made.'],
  none: ['Chưa có chỉ tiêu giảm đầu mối', 'No reduction target yet'],
  noneHint: ['Ví dụ: giảm 140 đơn vị sự nghiệp công lập trong năm 2024.', 'For example: 140 public service units fewer in 2024.'],
  add: ['Đặt chỉ tiêu', 'Set a target'],
  edit: ['Sửa', 'Edit'],
  remove: ['Bỏ', 'Remove'],
  removed: ['Đã bỏ chỉ tiêu.', 'The target was removed.'],
  kind: ['Loại đơn vị', 'Kind of unit'],
  fewer: ['Giảm bao nhiêu', 'How many fewer'],
  fewerWrong: ['Đây không phải số nguyên lớn hơn 0. Viết như 140.', 'This is no whole number above 0. Write it like 140.'],
  from: ['Từ ngày', 'From'],
  last: ['Đến hết ngày', 'Until the end of'],
  basis: ['Căn cứ', 'Basis'],
  basisHint: ['Văn bản hoặc kế hoạch giao chỉ tiêu', 'The paper or plan that sets it'],
  save: ['Lưu', 'Save'],
  target: ['{unit}: giảm {n} ({kind})', '{unit}: {n} fewer ({kind})'],
  period: ['Trong kỳ', 'Period'],
  done: ['Đã giảm', 'Done'],
  planned: ['Trong phương án chưa thực hiện', 'In plans not yet carried out'],
  left: ['Còn phải giảm', 'Left'],
  reached: ['Đã đủ', 'Reached'],
  plans: ['Các phương án', 'Plans'],
  noPlans: ['Chưa phương án nào động đến loại đơn vị này trong kỳ.', 'No plan touches this kind in the period yet.'],
  plan: ['Phương án', 'Plan'],
  state: ['Trạng thái', 'State'],
  on: ['Có hiệu lực', 'Effective'],
  ended: ['Thôi', 'Ended'],
  established: ['Lập mới', 'Established'],
  setBy: ['{who} đặt ngày {day}', 'Set by {who} on {day}'],
  sheet: ['Trước và sau sắp xếp', 'Before and after'],
  before: ['Trước sắp xếp', 'Before'],
  monthsAfter: ['Sau {n} tháng', 'After {n} months'],
  measure: ['Chỉ số', 'Measure'],
  notDue: ['chưa đến', 'not yet'],
  withheld: ['giữ lại', 'withheld'],
  halfYear: ['trong sáu tháng đến mốc', 'in the half-year up to the point'],
  unitsBefore: ['Đơn vị trước', 'Units before'],
  unitsAfter: ['Đơn vị sau', 'Units after'],
  more: ['và {n} đơn vị nữa', 'and {n} more'],
  download: ['Tải {format}', 'Download {format}'],
  countedAt: ['Tính lúc {time}; đảng viên phiên bản {members}, cơ cấu phiên bản {tree}.', 'Counted at {time}; members version {members}, structure version {tree}.'],
  toPlan: ['Xem phương án', 'To the plan'],
} as const;
