// The words of a record's fields and of their listed values.
import { formatDay, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { caseKinds, educations, endReasons, focusGroups, genders, memberWords, standings, statuses } from './words.ts';

export interface FieldWords {
  label: (field: string) => string;
  say: (field: string, value: unknown) => string;
}
export function useFieldWords(): FieldWords {
  const t = useWords(memberWords);
  const language = useLanguage();
  const gender = useLabels(genders);
  const education = useLabels(educations);
  const focus = useLabels(focusGroups);
  const standing = useLabels(standings);
  const status = useLabels(statuses);
  const reason = useLabels(endReasons);
  const kind = useLabels(caseKinds);
  const labels: Record<string, string> = {
    code: t('code'), full_name: t('fullName'), gender: t('gender'), birth_date: t('birthDate'), ethnicity: t('ethnicity'), education: t('education'), occupation: t('occupation'),
    focus_group: t('focusGroup'), citizen_number: t('citizenNumber'), admitted_on: t('admittedOn'), ceremony_on: t('ceremonyOn'), official_on: t('officialOn'), merged_into: t('mergedInto'),
    standing: t('standing'), status: t('status'), unit: t('home'), joined_on: t('joinedOn'), note: t('note'), on: t('onDay'), to: t('toUnit'), from: t('absenceFrom'), until: t('absenceUntil'), reason: t('endReason'), article: t('article'), document: t('document'), kind: t('kind'), years: t('badges'),
  };
  const lists: Record<string, (value: string) => string> = { gender, education, focus_group: focus, standing, status, reason, kind };
  return {
    label: (field) => labels[field] ?? field,
    say: (field, value) => {
      if (value === null || value === undefined || value === '') return '–';
      const text = String(value);
      return lists[field]?.(text) ?? (/^\d{4}-\d{2}/.test(text) ? formatDay(text, language) : text);
    },
  };
}
