import type { Labels } from '../../shared/i18n/words.ts';

export const fileKinds: Labels = { members: ['Tệp đảng viên', 'File of members'], spells: ['Tệp quá trình sinh hoạt', 'File of spells'] };
export const batchStates: Labels = { checked: ['Đã kiểm tra, chưa ghi gì', 'Checked, nothing stored'], staging: ['Đang ghi', 'On its way'], live: ['Đã vào sổ', 'In the register'], undone: ['Đã hoàn tác', 'Undone'] };
export const importWords = {
  title: ['Nhập đảng viên từ tệp', 'Import members'],
  lead: ['Tệp CSV hoặc XLSX. Xem thử trước: mọi lỗi hiện ra kèm số dòng, chưa ghi gì cho tới khi bấm nhập.', 'A CSV or XLSX file. Try it first: every problem is shown with its row, and nothing is stored until you import.'],
  kind: ['Loại tệp', 'Kind of file'],
  drop: ['Thả tệp vào đây, hoặc chọn tệp', 'Drop a file here, or choose one'],
  choose: ['Chọn tệp', 'Choose a file'],
  columns: ['Cột trong tệp', 'Columns of the file'],
  columnsNote: ['Có cột mang tên khác. Hãy chỉ mỗi cột là gì; cột để trống sẽ không được đọc.', 'Some columns have other names. Say what each is; a column left empty is not read.'],
  inFile: ['Tên trong tệp', 'In the file'],
  inRegister: ['Là cột', 'Is the column'],
  ignored: ['không đọc', 'not read'],
  validOnly: ['Chỉ nhập dòng đúng', 'Valid rows only'],
  tryRun: ['Xem thử', 'Try without storing'],
  doImport: ['Nhập vào sổ', 'Import'],
  result: ['Kết quả', 'Result'],
  rows: ['Dòng đã đọc', 'Rows read'],
  rowsOf: ['{n} dòng', '{n} rows'],
  added: ['Dòng mới', 'New rows'],
  corrected: ['Dòng đính chính', 'Corrections'],
  same: ['Dòng đã có như vậy', 'Rows already so'],
  refused: ['Dòng bị từ chối', 'Rows refused'],
  problems: ['Vấn đề', 'Problem'],
  line: ['Dòng', 'Row'],
  column: ['Cột', 'Column'],
  batches: ['Các đợt nhập', 'Imports'],
  undo: ['Hoàn tác đợt này', 'Undo this import'],
} as const;
