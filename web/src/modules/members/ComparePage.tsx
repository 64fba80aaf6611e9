// Two records side by side: which one is kept, and which value of each field that differs; or that they are two people.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Field, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo } from '../../shared/lists/context.ts';
import type { MemberPage } from './api.ts';
import { compareMembers, markDistinct, mergeMembers, unmarkDistinct, type Comparison } from './duplicateApi.ts';
import { duplicateWords, likenesses } from './duplicateWords.ts';
import { MemberTabs } from './MemberTabs.tsx';
import { writePartialDay } from './partialDay.ts';
import { educations, focusGroups, genders, memberWords } from './words.ts';

function useShown(): { field: string; label: string; show: (m: MemberPage) => string }[] {
  const t = useWords(memberWords);
  const language = useLanguage();
  const gender = useLabels(genders);
  const education = useLabels(educations);
  const focus = useLabels(focusGroups);
  const day = (iso: string | null): string => formatDay(iso, language);
  return [
    { field: 'full_name', label: t('fullName'), show: (m) => m.full_name },
    { field: 'gender', label: t('gender'), show: (m) => gender(m.gender) },
    { field: 'birth_date', label: t('birthDate'), show: (m) => writePartialDay(m.birth_date) },
    { field: 'ethnicity', label: t('ethnicity'), show: (m) => m.ethnicity },
    { field: 'education', label: t('education'), show: (m) => (m.education ? education(m.education) : '') },
    { field: 'occupation', label: t('occupation'), show: (m) => m.occupation },
    { field: 'focus_group', label: t('focusGroup'), show: (m) => focus(m.focus_group) },
    { field: 'citizen_number', label: t('citizenNumber'), show: (m) => m.citizen_number },
    { field: 'admitted_on', label: t('admittedOn'), show: (m) => day(m.admitted_on) },
    { field: 'ceremony_on', label: t('ceremonyOn'), show: (m) => day(m.ceremony_on) },
    { field: 'official_on', label: t('officialOn'), show: (m) => day(m.official_on) },
    { field: 'home', label: t('home'), show: (m) => m.unit_name },
  ];
}

function Merge({ pair }: { pair: Comparison }) {
  const t = useWords(duplicateWords);
  const rows = useShown();
  const client = useQueryClient();
  const go = useGo();
  const [swapped, setSwapped] = useState(pair.one.status === null && pair.other.status !== null);
  const [take, setTake] = useState<readonly string[]>([]);
  const kept = swapped ? pair.other : pair.one;
  const gone = swapped ? pair.one : pair.other;
  const save = useMutation({
    mutationFn: () => mergeMembers(kept.code, { dissolved_code: gone.code, dissolved_version: gone.version, take }, kept.version),
    onSuccess: async () => {
      await client.invalidateQueries();
      go(`/members/${encodeURIComponent(kept.code)}`);
    },
    onError: () => client.invalidateQueries({ queryKey: ['compare'] }),
  });
  const choose = (field: string, fromGone: boolean): void => setTake((old) => (fromGone ? [...old.filter((f) => f !== field), field] : old.filter((f) => f !== field)));
  return (
    <SaveForm panel save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('merge', { code: kept.code })} disabled={!pair.may_merge}>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('compare')}>
        <table className="small-table">
          <thead>
            <tr>
              <th scope="col">{t('fieldColumn')}</th>
              {[pair.one, pair.other].map((m) => (
                <th key={m.code} scope="col">
                  <label className="row tight">
                    <input type="radio" name="kept" disabled={!pair.may_merge} checked={kept.code === m.code} onChange={() => { setSwapped(m.code === pair.other.code); setTake([]); }} />
                    {t('keep', { code: m.code })}
                  </label>
                  <To to={`/members/${encodeURIComponent(m.code)}`}>{m.full_name}</To>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ field, label, show }) => {
              const differs = pair.different.includes(field);
              return (
                <tr key={field}>
                  <th scope="row">
                    {label} {differs ? <Tag tone="warn">{t('differs')}</Tag> : null}
                  </th>
                  {[pair.one, pair.other].map((m) => {
                    const value = show(m) || t('empty');
                    const isGone = m.code === gone.code;
                    return (
                      <td key={m.code}>
                        {differs && pair.may_merge ? (
                          <label className="row tight">
                            <input type="radio" name={`take-${field}`} aria-label={`${label}: ${value}`} checked={take.includes(field) === isGone} onChange={() => choose(field, isGone)} /> {value}
                          </label>
                        ) : (
                          value
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="soft">{pair.may_merge ? t('mergeNote', { code: gone.code }) : t('mayNot')}</p>
    </SaveForm>
  );
}

function TwoPeople({ pair }: { pair: Comparison }) {
  const t = useWords(duplicateWords);
  const language = useLanguage();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const again = (): Promise<void> => client.invalidateQueries({ predicate: (q) => ['compare', 'duplicates'].includes(String(q.queryKey[0])) });
  const mark = useMutation({ mutationFn: () => markDistinct(pair.one.code, pair.other.code, note), onSuccess: again });
  const unmark = useMutation({ mutationFn: () => unmarkDistinct(pair.one.code, pair.other.code), onSuccess: again });
  if (pair.distinct)
    return (
      <Panel>
        <p>{t('markedBy', { who: pair.distinct.account, day: formatDay(pair.distinct.on, language), note: pair.distinct.note })}</p>
        <FormError error={unmark.error} />
        {pair.may_merge ? (
          <Button loading={unmark.isPending} onClick={() => unmark.mutate()}>
            {t('unmark')}
          </Button>
        ) : null}
      </Panel>
    );
  if (!pair.may_merge) return null;
  return (
    <SaveForm panel plain save={{ mutate: () => mark.mutate(), isPending: mark.isPending, error: mark.error }} label={t('twoPeople')} disabled={note.trim() === ''}>
      <Field id="why-two" label={t('whyTwo')}>
        <Input id="why-two" value={note} onChange={(e) => setNote(e.target.value)} />
      </Field>
    </SaveForm>
  );
}

export function ComparePage() {
  const t = useWords(duplicateWords);
  const say = useLabels(likenesses);
  const { code = '', other = '' } = useParams();
  const q = useQuery({ queryKey: ['compare', code, other], queryFn: () => compareMembers(code, other) });
  return (
    <Page title={t('compare')} lead={t('compareLead')}>
      <MemberTabs />
      {q.isPending ? <Loading rows={8} /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {q.data ? (
        <>
          <div className="row tight">
            {q.data.reasons.map((r) => (
              <Tag key={r} tone="warn">
                {say(r)}
              </Tag>
            ))}
          </div>
          <Merge key={`${q.data.one.version} ${q.data.other.version}`} pair={q.data} />
          <TwoPeople pair={q.data} />
        </>
      ) : null}
    </Page>
  );
}
