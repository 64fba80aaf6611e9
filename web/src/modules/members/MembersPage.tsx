// The list of members of the unit above: by name in Vietnamese order, filtered, on a phone as cards.
import Button from 'antd/es/button';
import Dropdown from 'antd/es/dropdown';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { useSettings } from '../../app/settings.ts';
import { useList } from '../../shared/api/list.ts';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page, Tag } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { Tools } from '../../shared/components/Tools.tsx';
import { common, formatDay, formatNumber, useLabels, useLanguage, useWords, type Labels } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { parseSearch, type SearchField } from '../../shared/lists/searchLine.ts';
import { useUrlState, type UrlState } from '../../shared/lists/useUrlState.ts';
import { exportAddress, filterKeys, listMembers, type MemberRow } from './api.ts';
import { Choice } from './Choice.tsx';
import { MemberTabs } from './MemberTabs.tsx';
import { writePartialDay } from './partialDay.ts';
import { educations, focusGroups, genders, memberWords, standings, statuses } from './words.ts';

const choices: readonly { key: (typeof filterKeys)[number]; word: 'status' | 'standing' | 'gender' | 'education' | 'focusGroup'; labels: Labels }[] = [
  { key: 'status', word: 'status', labels: statuses },
  { key: 'standing', word: 'standing', labels: standings },
  { key: 'gender', word: 'gender', labels: genders },
  { key: 'education', word: 'education', labels: educations },
  { key: 'focus_group', word: 'focusGroup', labels: focusGroups },
];

const wordsOf = (labels: Labels): Record<string, readonly string[]> => Object.fromEntries(Object.entries(labels).map(([k, pair]) => [k, pair]));
const searchFields: readonly SearchField[] = [
  { key: 'status', names: ['tư cách', 'status'], values: wordsOf(statuses) },
  { key: 'standing', names: ['tình trạng', 'standing'], values: wordsOf(standings) },
  { key: 'gender', names: ['giới', 'gender'], values: wordsOf(genders) },
  { key: 'education', names: ['học vấn', 'education'], values: wordsOf(educations) },
  { key: 'focus_group', names: ['nhóm', 'group'], values: wordsOf(focusGroups) },
  { key: 'unit', names: ['đơn vị', 'unit'] },
];

export function MemberState({ row }: { row: Pick<MemberRow, 'status' | 'standing'> }) {
  const t = useWords(memberWords);
  const status = useLabels(statuses);
  const standing = useLabels(standings);
  if (!row.status) return <Tag>{t('ended')}</Tag>;
  return (
    <span className="row tight">
      <Tag tone={row.status === 'official' ? 'good' : 'info'}>{status(row.status)}</Tag>
      {row.standing === 'active' ? null : <Tag tone="warn">{standing(row.standing)}</Tag>}
    </span>
  );
}

// One line: words of the name, and any filter as field:value.
function SearchLine({ url, change }: { url: UrlState; change: (part: Record<string, string | undefined>, options?: { push?: boolean }) => void }) {
  const t = useWords(memberWords);
  const [line, setLine] = useState(url['q'] ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const run = (typed: string): void => {
    const search = parseSearch(typed, searchFields);
    const [bad] = search.problems;
    setProblem(bad ? t('badField', bad) : null);
    change({ q: search.text || undefined, ...search.fields }, { push: true });
    setLine(search.text);
  };
  return (
    <div className="no-print">
      <Input.Search aria-label={t('searchLabel')} aria-describedby="members-search-help" placeholder={t('searchHint')} value={line} allowClear enterButton={t('searchLabel')} onChange={(e) => setLine(e.target.value)} onSearch={run} />
      <div id="members-search-help" className={problem ? 'field-error' : 'field-note'} role={problem ? 'alert' : undefined}>
        {problem ?? t('searchHelp')}
      </div>
    </div>
  );
}

function useColumns(): Column<MemberRow>[] {
  const t = useWords(memberWords);
  const gender = useLabels(genders);
  const language = useLanguage();
  return [
    { key: 'name', title: t('fullName'), width: 'minmax(200px, 2fr)', cell: (m) => <span className="strong">{m.full_name}</span> },
    { key: 'code', title: t('code'), width: '130px', cell: (m) => m.code },
    { key: 'gender', title: t('gender'), width: '80px', cell: (m) => gender(m.gender) },
    { key: 'birth', title: t('birthDate'), width: '120px', cell: (m) => writePartialDay(m.birth_date) },
    { key: 'unit', title: t('home'), width: 'minmax(180px, 2fr)', cell: (m) => m.unit_name },
    { key: 'admitted', title: t('admittedOn'), width: 'minmax(120px, 1fr)', cell: (m) => formatDay(m.admitted_on, language) },
    { key: 'state', title: t('status'), width: 'minmax(150px, 1.2fr)', cell: (m) => <MemberState row={m} /> },
  ];
}

export function MembersPage() {
  const t = useWords(memberWords);
  const c = useWords(common);
  const language = useLanguage();
  const may = useMay();
  const go = useGo();
  const { unit } = usePageContext();
  const { settings } = useSettings();
  const [url, change] = useUrlState();
  const columns = useColumns();
  const status = useLabels(statuses);
  const standing = useLabels(standings);
  const filter: Record<string, string | undefined> = { unit };
  for (const k of filterKeys) filter[k] = url[k];
  const list = useList<MemberRow>(['members', filter], (cursor, signal) => listMembers(filter, cursor, signal));
  const filtered = filterKeys.some((k) => url[k]);
  const clear = (): void => change(Object.fromEntries(filterKeys.map((k) => [k, undefined])));
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <To to="/members/fields">{t('fieldsTitle')}</To>
          {may('members_import') ? <Button onClick={() => go('/members/import')}>{t('importFile')}</Button> : null}
          {may('members_manage') ? (
            <Button type="primary" onClick={() => go('/members/new')}>
              {t('add')}
            </Button>
          ) : null}
        </>
      }
    >
      <MemberTabs />
      <SearchLine key={url['q'] ?? ''} url={url} change={change} />
      <Tools label={t('filter')}>
        {choices.map((choice) => (
          <Choice key={choice.key} label={t(choice.word)} labels={choice.labels} value={url[choice.key]} onChange={(value) => change({ [choice.key]: value })} />
        ))}
        <label className="row tight">
          <input type="checkbox" checked={url['ended'] === 'true'} onChange={(e) => change({ ended: e.target.checked ? 'true' : undefined })} /> {t('ended')}
        </label>
        {filtered ? <Button onClick={clear}>{c('clear')}</Button> : null}
        <span className="push">
          <Button onClick={() => window.print()}>{c('print')}</Button>
          <Dropdown
            trigger={['click']}
            menu={{
              items: (['members', 'spells'] as const).flatMap((kind) =>
                (['csv', 'xlsx'] as const).map((format) => ({
                  key: `${kind} ${format}`,
                  label: (
                    <a href={exportAddress(kind, format)} download>
                      {t(kind === 'members' ? 'exportMembers' : 'exportSpells', { format: format.toUpperCase() })}
                    </a>
                  ),
                })),
              ),
            }}
          >
            <Button aria-haspopup="menu">{t('exportAll')}</Button>
          </Dropdown>
        </span>
      </Tools>
      {list.loading ? <Loading rows={10} /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : null}
      {!list.loading && !list.error && list.rows.length === 0 ? (
        filtered ? (
          <Empty title={t('noneFilter')} action={<Button onClick={clear}>{c('clear')}</Button>} />
        ) : (
          <Empty title={t('none')}>{t('noneHint')}</Empty>
        )
      ) : null}
      {list.rows.length > 0 ? (
        <Grid
          label={t('title')}
          rows={list.rows}
          rowKey={(m) => m.code}
          columns={columns}
          density={settings.density}
          more={list.more}
          total={list.total}
          loading={list.fetching}
          current={url['at']}
          onCurrent={(at) => change({ at })}
          onOpen={(m) => go(`/members/${encodeURIComponent(m.code)}`)}
          card={(m) => (
            <>
              <div className="card-title">{m.full_name}</div>
              <div className="card-line">
                {[m.code, writePartialDay(m.birth_date), m.status ? status(m.status) : t('ended'), m.standing === 'active' ? '' : standing(m.standing)].filter(Boolean).join(' · ')}
              </div>
              <div className="card-line">{m.unit_name}</div>
            </>
          )}
          foot={
            <>
              <span>{t(list.capped ? 'capped' : 'count', { n: formatNumber(list.total ?? list.rows.length, language) })}</span>
              <span className="push keys">
                <kbd>↑↓</kbd> <kbd>Enter</kbd>
              </span>
            </>
          }
        />
      ) : null}
    </Page>
  );
}
