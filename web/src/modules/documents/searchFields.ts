// The fields of the document search line and how its facets read in words.
import { parseDay } from '../../shared/i18n/format.ts';
import { documentKinds, effectStates } from '../../shared/i18n/labels.ts';
import type { Labels } from '../../shared/i18n/words.ts';
import type { SearchField } from '../../shared/lists/searchLine.ts';

const wordsOf = (labels: Labels): Record<string, readonly string[]> => Object.fromEntries(Object.entries(labels).map(([k, pair]) => [k, pair]));
export const documentStates: Labels = {
  registered: ['Đã vào sổ', 'Registered'],
  stub: ['Chưa có trong sổ', 'Not in the register'],
};
export const searchFields: readonly SearchField[] = [
  { key: 'kind', names: ['loại', 'loại văn bản', 'kind'], values: wordsOf(documentKinds) },
  { key: 'code', names: ['ký hiệu', 'code'] },
  { key: 'issuer', names: ['cơ quan', 'cơ quan ban hành', 'ban hành', 'issuer'] },
  { key: 'advising', names: ['tham mưu', 'advising'] },
  { key: 'field', names: ['lĩnh vực', 'field'] },
  { key: 'unit', names: ['đơn vị', 'unit'] },
  { key: 'term', names: ['khóa', 'khoá', 'term'] },
  { key: 'from', names: ['từ', 'từ ngày', 'from'], day: parseDay },
  { key: 'to', names: ['đến', 'trước', 'trước ngày', 'to'], day: parseDay },
  { key: 'status', names: ['hiệu lực', 'effect', 'status'], values: wordsOf(effectStates) },
  { key: 'state', names: ['trạng thái', 'state'], values: wordsOf(documentStates) },
];
export const filterKeys = ['text', ...searchFields.map((f) => f.key)] as const;
