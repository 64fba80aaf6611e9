// The calendar of working days, a year at a time, with the source that fixed it; an administrator enters a year anew.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { Facts, Field, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { common, formatDay, todayIso, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { AdminTabs } from '../identity/AdminTabs.tsx';
import { listYears, storeYear, type CalendarYear } from './api.ts';
import { readDays, writeDays } from './calendarText.ts';
import { policyWords } from './words.ts';

function useWeekday(): (iso: string) => string {
  const language = useLanguage();
  const format = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' });
  return (iso) => format.format(new Date(`${iso}T00:00:00Z`));
}

function YearForm({ year, standing, onDone }: { year: number; standing: CalendarYear | undefined; onDone: () => void }) {
  const t = useWords(policyWords);
  const client = useQueryClient();
  const draft = useDraft(`calendar.${year}.${standing?.version ?? 0}`, { source: standing?.source ?? '', text: writeDays(standing?.days ?? []), announced: true });
  const { value, set } = draft;
  const read = readDays(value.text);
  const save = useMutation({
    mutationFn: () => storeYear(year, { announced: value.announced, source: value.source, days: read.days }, standing?.version ?? 0),
    onSuccess: async () => {
      draft.clear();
      await client.invalidateQueries({ queryKey: ['calendar'] });
      onDone();
    },
    onError: () => client.invalidateQueries({ queryKey: ['calendar'] }),
  });
  return (
    <SaveForm panel save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('store', { year })} disabled={read.bad !== undefined || value.source.trim() === ''} draft={draft} onCancel={onDone}>
      <Field id="calendar-source" label={t('source')} note={t('sourceHint')}>
        <Input id="calendar-source" value={value.source} onChange={(e) => set({ source: e.target.value })} />
      </Field>
      <label className="row">
        <input type="checkbox" checked={value.announced} onChange={(e) => set({ announced: e.target.checked })} /> {t('announced')}
      </label>
      <Field id="calendar-days" label={t('days')} note={t('example')} error={read.bad ? t('badLine', read.bad) : undefined}>
        <Input.TextArea id="calendar-days" rows={12} style={{ maxHeight: '50vh' }} value={value.text} onChange={(e) => set({ text: e.target.value })} />
      </Field>
    </SaveForm>
  );
}

function Days({ days }: { days: CalendarYear['days'] }) {
  const t = useWords(policyWords);
  const c = useWords(common);
  const weekday = useWeekday();
  const language = useLanguage();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('calendar')}>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">{c('day')}</th>
            <th scope="col">{t('weekday')}</th>
            <th scope="col">
              {t('off')}, {t('work').toLowerCase()}
            </th>
            <th scope="col">{t('why')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((d) => (
            <tr key={d.date}>
              <th scope="row">{formatDay(d.date, language)}</th>
              <td>{weekday(d.date)}</td>
              <td>
                <Tag tone={d.kind === 'work' ? 'warn' : 'plain'}>{t(d.kind)}</Tag>
              </td>
              <td>{d.name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function CalendarPage() {
  const t = useWords(policyWords);
  const may = useMay();
  const [url, change] = useUrlState();
  const [editing, setEditing] = useState(false);
  const q = useQuery({ queryKey: ['calendar'], queryFn: listYears });
  const thisYear = Number(todayIso().slice(0, 4));
  const year = Number(url['year'] ?? thisYear);
  const years = q.data?.items ?? [];
  const standing = years.find((y) => y.year === year);
  const last = years.at(-1)?.year ?? thisYear;
  const choices = [...years.map((y) => y.year), last + 1];
  return (
    <Page
      title={t('calendar')}
      lead={t('calendarLead')}
      actions={
        <>
          <select className="plain-select" aria-label={t('year')} value={year} onChange={(e) => change({ year: e.target.value })}>
            {choices.map((y) => (
              <option key={y}>{y}</option>
            ))}
          </select>
          {may('settings_manage') && !editing ? <Button onClick={() => setEditing(true)}>{t('edit')}</Button> : null}
        </>
      }
    >
      <AdminTabs />
      {q.isPending ? <Loading /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {editing ? <YearForm key={`${year} ${standing?.version ?? 0}`} year={year} standing={standing} onDone={() => setEditing(false)} /> : null}
      {standing ? (
        <Panel
          title={String(year)}
          extra={
            <>
              {standing.version > 0 ? <Tag tone="info">{t('own')}</Tag> : null}
              <Tag tone={standing.announced ? 'good' : 'warn'}>{t(standing.announced ? 'announced' : 'provisional')}</Tag>
            </>
          }
        >
          <Facts rows={[[t('source'), standing.source]]} />
          <Days days={standing.days} />
        </Panel>
      ) : null}
      {q.data && !standing ? <Empty title={t('noYear', { year })}>{t('noYearHint')}</Empty> : null}
    </Page>
  );
}
