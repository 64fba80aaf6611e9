import Input from 'antd/es/input';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field, Page } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { UnitPick } from '../org/UnitPick.tsx';
import { createMember } from './api.ts';
import { fieldError } from '../../shared/api/problem.ts';
import { Candidates } from './Candidates.tsx';
import { emptyFields, MemberForm } from './MemberForm.tsx';
import { memberWords } from './words.ts';

export function NewMemberPage() {
  const t = useWords(memberWords);
  const { unit, on } = usePageContext();
  const client = useQueryClient();
  const go = useGo();
  const draft = useDraft('member', { ...emptyFields, code: '', unit_code: unit ?? '', joined_on: on, document: '' });
  const { value: m, set } = draft;
  const save = useMutation({
    mutationFn: () => createMember(m),
    onSuccess: async (page) => {
      draft.clear();
      await client.invalidateQueries({ queryKey: ['members'] });
      go(`/members/${encodeURIComponent(page.code)}`);
    },
  });
  return (
    <Page title={t('add')} lead={t('addLead')}>
      <SaveForm panel save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('store')} draft={draft} onCancel={() => go('/members')} disabled={m.full_name.trim() === '' || m.unit_code === ''}>
        <MemberForm
          value={m}
          set={set}
          error={save.error}
          first={
            <>
              <div className="pair">
                <Field id="member-unit" label={t('home')} error={fieldError(save.error, 'unit_code')}>
                  <UnitPick id="member-unit" label={t('home')} value={m.unit_code} onPick={(unit_code) => set({ unit_code })} />
                </Field>
                <Field id="member-joined" label={t('joinedOn')} error={fieldError(save.error, 'joined_on')}>
                  <DayField id="member-joined" value={m.joined_on} onChange={(day) => day && set({ joined_on: day })} />
                </Field>
              </div>
              <div className="pair">
                <Field id="member-document" label={t('decision')} note={t('decisionHint')} error={fieldError(save.error, 'document')}>
                  <Input id="member-document" value={m.document} onChange={(e) => set({ document: e.target.value })} />
                </Field>
                <Field id="member-code" label={t('code')} note={t('codeAuto')} error={fieldError(save.error, 'code')}>
                  <Input id="member-code" value={m.code} onChange={(e) => set({ code: e.target.value })} />
                </Field>
              </div>
            </>
          }
        />
        <Candidates newcomer={{ unit_code: m.unit_code, full_name: m.full_name, birth_date: m.birth_date, citizen_number: m.citizen_number }} />
      </SaveForm>
    </Page>
  );
}
