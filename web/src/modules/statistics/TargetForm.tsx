// Sets or changes one target: what is left to give is said before it is stored; two who change one see both.
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldError, isProblem } from '../../shared/api/problem.ts';
import { Field } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { Conflict } from '../../shared/components/States.tsx';
import { formatActor, formatDay, formatNumber, parseNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { listTargetVersions, setTarget, type TargetItem, type TargetPage, type TargetVersion } from './api.ts';
import { isPerCent, useTargetNumber } from './TargetsPage.tsx';
import { targetWords } from './targetWords.ts';

export function TargetForm({ page, item, onDone }: { page: TargetPage; item: TargetItem; onDone: () => void }) {
  const t = useWords(targetWords);
  const language = useLanguage();
  const show = useTargetNumber();
  const client = useQueryClient();
  const { measure } = page;
  const draft = useDraft(`target.${item.unit_code}.${page.year}.${measure}`, { value: item.own ? formatNumber(item.own.value, language) : '', reason: '' });
  const [theirs, setTheirs] = useState<TargetVersion | null>(null);
  const value = parseNumber(draft.value.value, language);
  const versions = useQuery({ queryKey: ['targets', 'versions', item.unit_code, page.year, measure], queryFn: () => listTargetVersions(item.unit_code, page.year, measure), enabled: item.own !== null });
  const again = async (): Promise<void> => {
    draft.clear();
    await client.invalidateQueries({ queryKey: ['targets'] });
    onDone();
  };
  const save = useMutation({
    mutationFn: (version: number | undefined) => setTarget(item.unit_code, page.year, measure, { value: value ?? 0, reason: draft.value.reason.trim() }, version),
    onSuccess: again,
    onError: async (error) => {
      if (!isProblem(error, 409)) return;
      const stored = await listTargetVersions(item.unit_code, page.year, measure).catch(() => undefined);
      setTheirs(stored?.items[0] ?? null);
    },
  });
  const isBelow = item.unit_code !== page.unit.unit_code;
  const left = isBelow && page.unallocated !== null && value !== undefined ? page.unallocated + (item.own?.value ?? 0) - value : undefined;
  const typed = draft.value.value.trim() !== '';
  return (
    <SaveForm panel save={{ mutate: () => save.mutate(item.own?.version), isPending: save.isPending, error: theirs ? null : save.error }} label={t('store')} draft={draft} onCancel={onDone} disabled={value === undefined}>
      <h2>{t(item.own ? 'changeOf' : 'setOf', { unit: item.unit_name })}</h2>
      {theirs ? (
        <Conflict
          theirs={{ value: show(theirs.value, measure), reason: theirs.reason }}
          mine={{ value: show(value, measure), reason: draft.value.reason }}
          labels={{ value: t('value'), reason: t('reason') }}
          onTake={() => void again()}
          onKeep={() => {
            setTheirs(null);
            save.mutate(theirs.version);
          }}
        />
      ) : null}
      <div className="pair">
        <Field id="target-value" label={t('value')} note={t(isPerCent(measure) ? 'perCent' : 'peopleHint')} error={typed && value === undefined ? t('valueWrong') : fieldError(save.error, 'value')}>
          <Input id="target-value" autoFocus inputMode="decimal" value={draft.value.value} onChange={(e) => draft.set({ value: e.target.value })} />
        </Field>
        <Field id="target-reason" label={t('reason')} note={t('reasonHint')} error={fieldError(save.error, 'reason')}>
          <Input id="target-reason" maxLength={500} value={draft.value.reason} onChange={(e) => draft.set({ reason: e.target.value })} />
        </Field>
      </div>
      {left === undefined ? null : (
        <p className="strong" role="status">
          {t(left < 0 ? 'overAfter' : 'leftAfter', { n: show(Math.abs(left), measure) })}
        </p>
      )}
      {versions.data && versions.data.items.length > 0 ? (
        <details>
          <summary className="tools-summary">{t('versions')}</summary>
          <ol className="timeline">
            {versions.data.items.map((v) => (
              <li key={v.version}>
                <div className="when">
                  {formatDay(v.set_on, language)} · {formatActor(v.set_by, language)}
                </div>
                <div>{[show(v.value, measure), v.local && t('local'), v.late && t('late'), v.reason].filter(Boolean).join(' · ')}</div>
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </SaveForm>
  );
}
