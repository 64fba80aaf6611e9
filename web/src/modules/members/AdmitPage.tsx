// The application with which an admission begins; of somebody who was a member before, a re-admission.
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field, Page } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { useLabels, useWords, type Labels } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { UnitPick } from '../org/UnitPick.tsx';
import { openAdmission } from './api.ts';
import { Behalf } from './Behalf.tsx';
import { fieldError } from '../../shared/api/problem.ts';
import { Candidates } from './Candidates.tsx';
import { BirthField } from './MemberForm.tsx';
import { educations, focusGroups, genders, memberWords } from './words.ts';

export function AdmitPage() {
  const t = useWords(memberWords);
  const gender = useLabels(genders);
  const education = useLabels(educations);
  const focus = useLabels(focusGroups);
  const { unit, on } = usePageContext();
  const client = useQueryClient();
  const go = useGo();
  const draft = useDraft('admission', {
    unit_code: unit ?? '', on, former: false, former_code: '', document: '', full_name: '', gender: 'female', birth_date: null as string | null, ethnicity: '',
    education: null as string | null, occupation: '', focus_group: 'none', entered_for: '', note: '',
  });
  const { value: d, set } = draft;
  const save = useMutation({
    mutationFn: () => {
      const { unit_code, on: day, former, former_code, document, entered_for, note, ...applicant } = d;
      return openAdmission({ unit_code, on: day, applicant: former ? null : applicant, former_code: former ? former_code : '', document: former ? document : '', entered_for, note });
    },
    onSuccess: async (page) => {
      draft.clear();
      await client.invalidateQueries({ queryKey: ['cases'] });
      go(`/members/cases/${page.about.id}`);
    },
  });
  const wrong = (field: string): string | undefined => fieldError(save.error, field);
  const options = (labels: Labels, say: (k: string) => string) => Object.keys(labels).map((k) => ({ value: k, label: say(k) }));
  const text = (field: 'full_name' | 'ethnicity' | 'occupation' | 'former_code' | 'document', label: string, note?: string) => (
    <Field id={`admit-${field}`} label={label} note={note} error={wrong(field)}>
      <Input id={`admit-${field}`} value={d[field]} autoComplete="off" onChange={(e) => set({ [field]: e.target.value })} />
    </Field>
  );
  return (
    <Page title={t('admit')} lead={t('admitLead')}>
      <SaveForm panel save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('receive')} draft={draft} onCancel={() => go('/members/cases')} disabled={d.unit_code === '' || (d.former ? d.former_code : d.full_name).trim() === ''}>
        <div className="pair">
          <Field id="admit-unit" label={t('home')} error={wrong('unit_code')}>
            <UnitPick id="admit-unit" label={t('home')} value={d.unit_code} onPick={(unit_code) => set({ unit_code })} />
          </Field>
          <Field id="admit-on" label={t('appliedOn')} error={wrong('on')}>
            <DayField id="admit-on" value={d.on} onChange={(day) => day && set({ on: day })} />
          </Field>
        </div>
        <label className="row">
          <input type="checkbox" checked={d.former} onChange={(e) => set({ former: e.target.checked })} /> {t('former')}
        </label>
        {d.former ? (
          <div className="pair">
            {text('former_code', t('formerCode'))}
            {text('document', t('consent'), t('decisionHint'))}
          </div>
        ) : (
          <>
            <div className="pair">
              {text('full_name', t('fullName'))}
              <Field id="admit-gender" label={t('gender')} error={wrong('gender')}>
                <Select id="admit-gender" style={{ width: '100%' }} value={d.gender} onChange={(v) => set({ gender: v })} options={options(genders, gender)} />
              </Field>
              <BirthField value={d.birth_date} onChange={(birth_date) => set({ birth_date })} />
            </div>
            <div className="pair">
              {text('ethnicity', t('ethnicity'))}
              <Field id="admit-education" label={t('education')} error={wrong('education')}>
                <Select id="admit-education" style={{ width: '100%' }} allowClear value={d.education} onChange={(v) => set({ education: v ?? null })} options={options(educations, education)} />
              </Field>
              {text('occupation', t('occupation'))}
              <Field id="admit-focus" label={t('focusGroup')} error={wrong('focus_group')}>
                <Select id="admit-focus" style={{ width: '100%' }} value={d.focus_group} onChange={(v) => set({ focus_group: v })} options={options(focusGroups, focus)} />
              </Field>
            </div>
          </>
        )}
        {d.former ? null : <Candidates newcomer={{ unit_code: d.unit_code, full_name: d.full_name, birth_date: d.birth_date, citizen_number: '' }} />}
        <Behalf value={d} set={set} error={save.error} />
      </SaveForm>
    </Page>
  );
}
