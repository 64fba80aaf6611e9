// The columns of the two files (CONTRACTS, Members), and the first line of one that somebody brings.
export const columnsOf = {
  members: ['code', 'full_name', 'gender', 'birth_date', 'ethnicity', 'education', 'occupation', 'focus_group', 'citizen_number', 'admitted_on', 'ceremony_on', 'official_on', 'standing'],
  spells: ['member_code', 'unit_code', 'status', 'from', 'to', 'reason', 'document_code'],
} as const;

// The names in the first line, separated as most of it is: by commas, semicolons or tabs.
export function headOf(text: string): string[] {
  const line = text.replace(/^﻿/, '').split(/\r?\n/, 1)[0] ?? '';
  const separators = [',', ';', '\t'];
  const count = (s: string): number => line.split(s).length;
  const by = separators.reduce((best, s) => (count(s) > count(best) ? s : best), ',');
  return line
    .split(by)
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
    .filter((name) => name !== '');
}
