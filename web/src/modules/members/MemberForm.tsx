// The fields of a record, to enter one and to correct one; a form on paper is entered for the one who filled it in.
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useState, type ReactNode } from 'react';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field } from '../../shared/components/Page.tsx';
import { useLabels, useWords, type Labels } from '../../shared/i18n/index.ts';
import type { MemberFields, MemberPage } from './api.ts';
import { Behalf } from './Behalf.tsx';
import { fieldError } from '../../shared/api/problem.ts';
import { readPartialDay, writePartialDay } from './partialDay.ts';
import { educations, focusGroups, genders, memberWords } from './words.ts';

export const emptyFields: MemberFields = {
  full_name: '',
  gender: 'female',
  birth_date: null,
  ethnicity: '',
  education: null,
  occupation: '',
  focus_group: 'none',
  citizen_number: '',
  admitted_on: null,
  ceremony_on: null,
  official_on: null,
  entered_for: '',
  note: '',
};

export function fieldsOf(member: MemberPage): MemberFields {
  const taken = Object.fromEntries(Object.keys(emptyFields).map((k) => [k, member[k as keyof MemberPage] ?? emptyFields[k as keyof MemberFields]]));
  return { ...(taken as unknown as MemberFields), citizen_number: '' };
}

// What differs from what stands, and nothing else.
export function changesOf(before: MemberFields, after: MemberFields): Partial<MemberFields> {
  return Object.fromEntries(Object.entries(after).filter(([k, v]) => v !== before[k as keyof MemberFields]));
}

export function BirthField({ value, onChange }: { value: string | null; onChange: (iso: string | null) => void }) {
  const t = useWords(memberWords);
  const [text, setText] = useState(writePartialDay(value));
  const wrong = text.trim() !== '' && readPartialDay(text) === undefined;
  return (
    <Field id="member-birth" label={t('birthDate')} note={t('birthHint')} error={wrong ? t('birthWrong') : undefined}>
      <Input
        id="member-birth"
        value={text}
        aria-invalid={wrong || undefined}
        onChange={(e) => {
          setText(e.target.value);
          onChange(readPartialDay(e.target.value) ?? null);
        }}
      />
    </Field>
  );
}

interface Props {
  value: MemberFields;
  set: (part: Partial<MemberFields>) => void;
  error: unknown;
  masked?: string | undefined; // the citizen number that stands
  first?: ReactNode;
}
export function MemberForm({ value: m, set, error, masked, first }: Props) {
  const t = useWords(memberWords);
  const gender = useLabels(genders);
  const education = useLabels(educations);
  const focus = useLabels(focusGroups);
  const wrong = (field: string): string | undefined => fieldError(error, field);
  const options = (labels: Labels, say: (k: string) => string) => Object.keys(labels).map((k) => ({ value: k, label: say(k) }));
  const text = (field: 'full_name' | 'ethnicity' | 'occupation' | 'citizen_number', label: string, note?: string) => (
    <Field id={`member-${field}`} label={label} note={note} error={wrong(field)}>
      <Input id={`member-${field}`} value={m[field]} autoComplete="off" onChange={(e) => set({ [field]: e.target.value })} />
    </Field>
  );
  const day = (field: 'admitted_on' | 'ceremony_on' | 'official_on', label: string) => (
    <Field id={`member-${field}`} label={label} error={wrong(field)}>
      <DayField id={`member-${field}`} value={m[field] ?? undefined} onChange={(iso) => set({ [field]: iso ?? null })} />
    </Field>
  );
  return (
    <>
      <div className="pair">
        {text('full_name', t('fullName'))}
        <Field id="member-gender" label={t('gender')} error={wrong('gender')}>
          <Select id="member-gender" style={{ width: '100%' }} value={m.gender} onChange={(v) => set({ gender: v })} options={options(genders, gender)} />
        </Field>
        <BirthField value={m.birth_date} onChange={(birth_date) => set({ birth_date })} />
      </div>
      {first}
      <div className="pair">
        {day('admitted_on', t('admittedOn'))}
        {day('ceremony_on', t('ceremonyOn'))}
        {day('official_on', t('officialOn'))}
      </div>
      <div className="pair">
        {text('ethnicity', t('ethnicity'))}
        <Field id="member-education" label={t('education')} error={wrong('education')}>
          <Select id="member-education" style={{ width: '100%' }} allowClear value={m.education} onChange={(v) => set({ education: v ?? null })} options={options(educations, education)} />
        </Field>
        {text('occupation', t('occupation'))}
      </div>
      <div className="pair">
        <Field id="member-focus" label={t('focusGroup')} error={wrong('focus_group')}>
          <Select id="member-focus" style={{ width: '100%' }} value={m.focus_group} onChange={(v) => set({ focus_group: v })} options={options(focusGroups, focus)} />
        </Field>
        {text('citizen_number', t('citizenNumber'), masked)}
      </div>
      <Behalf value={m} set={set} error={error} />
    </>
  );
}
