// What a record was merged into, which undoing takes back, and what was merged into it.
import Button from 'antd/es/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FormError } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import type { MemberPage } from './api.ts';
import { undoMerge } from './duplicateApi.ts';
import { duplicateWords } from './duplicateWords.ts';
import { memberWords } from './words.ts';

export function MergedRecords({ member: m }: { member: MemberPage }) {
  const t = useWords(memberWords);
  const d = useWords(duplicateWords);
  const client = useQueryClient();
  const undo = useMutation({ mutationFn: () => undoMerge(m.code, m.version), onSettled: () => client.invalidateQueries() });
  if (!m.merged_into && m.merged_from.length === 0) return null;
  const record = (code: string) => (
    <To key={code} to={`/members/${encodeURIComponent(code)}`}>
      {code}
    </To>
  );
  return (
    <>
      <div className="row">
        {m.merged_into ? t('merged') : d('mergedHere')} {m.merged_into ? record(m.merged_into) : m.merged_from.map(record)}
        {m.merged_into && m.may_manage ? (
          <Button loading={undo.isPending} onClick={() => undo.mutate()}>
            {d('undo')}
          </Button>
        ) : null}
      </div>
      <FormError error={undo.error} />
    </>
  );
}
