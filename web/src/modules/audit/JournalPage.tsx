import Button from 'antd/es/button';
import Drawer from 'antd/es/drawer';
import Input from 'antd/es/input';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useList } from '../../shared/api/list.ts';
import { DayField } from '../../shared/components/DayField.tsx';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Facts, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { saveFile } from '../../shared/components/saveFile.ts';
import { Empty, ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { common, formatActor, formatNumber, formatTime, objectKinds, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { To } from '../../shared/components/To.tsx';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { AdminTabs } from '../identity/AdminTabs.tsx';
import { exportHead, listJournal, listVerbs, listViews, verifyJournal, type JournalCheck, type JournalEntry } from './api.ts';

const words = {
  title: ['Nhật ký', 'Journal'],
  lead: ['Ai làm gì, lúc nào, ở đơn vị nào. Mỗi mục được niêm vào mục trước; sửa một mục là thấy.', 'Who did what, when, on which unit. Each entry is sealed to the one before; a change shows.'],
  changes: ['Thay đổi', 'Changes'],
  viewsTab: ['Lượt xem hồ sơ cá nhân', 'Views of personal records'],
  at: ['Lúc', 'At'],
  actor: ['Ai', 'Who'],
  verb: ['Việc', 'What'],
  before: ['Trước ngày', 'Before'],
  everyVerb: ['Mọi việc', 'Everything done'],
  object: ['Đối tượng', 'Object'],
  unit: ['Đơn vị', 'Unit'],
  sequence: ['Số', 'No.'],
  account: ['Tài khoản', 'Account'],
  verify: ['Kiểm tra nhật ký', 'Verify the journal'],
  export: ['Xuất chữ ký cuối', 'Export the signed head'],
  whole: ['Còn nguyên vẹn', 'Whole'],
  broken: ['Hỏng từ mục {n}', 'Broken from entry {n}'],
  entries: ['{n} mục, {sealed} đã niêm', '{n} entries, {sealed} sealed'],
  head: ['Dán chữ ký đã xuất trước đây để so', 'Paste a head exported earlier to compare'],
  none: ['Chưa có mục nào khớp', 'No entry matches'],
  difference: ['Thay đổi', 'Difference'],
  behalf: ['Nhập thay cho', 'Entered for'],
  request: ['Số yêu cầu', 'Request'],
} as const;

function Check({ name, check }: { name: string; check: JournalCheck }) {
  const t = useWords(words);
  const language = useLanguage();
  const n = (x: number): string => formatNumber(x, language);
  return (
    <p>
      <span className="strong">{name}</span>{' '}
      <Tag tone={check.whole ? 'good' : 'bad'}>{check.whole ? t('whole') : t('broken', { n: n(check.first_broken ?? 0) })}</Tag>{' '}
      <span className="soft">{t('entries', { n: n(check.entries), sealed: n(check.sealed) })}</span> {check.sentence}
    </p>
  );
}

function Verify() {
  const t = useWords(words);
  const [head, setHead] = useState('');
  const run = useMutation({ mutationFn: () => verifyJournal(head.trim() || undefined) });
  const save = useMutation({
    mutationFn: exportHead,
    onSuccess: (value) => saveFile('chu-ky-nhat-ky.json', new Blob([typeof value === 'string' ? value : JSON.stringify(value)], { type: 'application/json' })),
  });
  return (
    <Panel>
      <div className="stack">
        <div className="row">
          <Button type="primary" loading={run.isPending} onClick={() => run.mutate()}>
            {t('verify')}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t('export')}
          </Button>
          <Input aria-label={t('head')} placeholder={t('head')} value={head} onChange={(e) => setHead(e.target.value)} style={{ flex: 1, minWidth: 220 }} />
        </div>
        <FormError error={run.error ?? save.error} />
        {run.data ? (
          <div role="status">
            <Check name={t('changes')} check={run.data.journal} />
            <Check name={t('viewsTab')} check={run.data.views} />
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

// The verbs that the journal holds, in words and in their order.
function Verbs({ value = '', onChange }: { value: string | undefined; onChange: (verb: string | undefined) => void }) {
  const t = useWords(words);
  const language = useLanguage();
  const q = useQuery({ queryKey: ['journal', 'verbs', language], queryFn: listVerbs });
  const verbs = [...(q.data?.items ?? [])].sort((a, b) => a.text.localeCompare(b.text, language));
  return (
    <select className="plain-select" style={{ maxWidth: 'min(100%, 340px)' }} aria-label={t('verb')} value={value} onChange={(e) => onChange(e.target.value || undefined)}>
      <option value="">{t('everyVerb')}</option>
      {value !== '' && !verbs.some((v) => v.verb === value) ? <option value={value}>{value}</option> : null}
      {verbs.map((v) => (
        <option key={v.verb} value={v.verb}>
          {v.text.replace(/\.$/, '')}
        </option>
      ))}
    </select>
  );
}

const doors: Readonly<Record<string, string>> = { account: '/admin?account=', document: '/documents/', series: '/series/', text: '/intake/', unit: '/units/' };

function ObjectOf({ entry }: { entry: JournalEntry }) {
  const kinds = useLabels(objectKinds);
  const door = doors[entry.object_kind];
  const name = `${kinds(entry.object_kind)} ${entry.object_id}`;
  return door && entry.object_id ? <To to={door + encodeURIComponent(entry.object_id)}>{name}</To> : name;
}

export function JournalPage() {
  const t = useWords(words);
  const kinds = useLabels(objectKinds);
  const c = useWords(common);
  const language = useLanguage();
  const [url, change] = useUrlState();
  const views = url['kind'] === 'views';
  const filter = { account: url['account'], unit: url['unit'], verb: url['verb'], from: url['from'], to: url['to'] };
  const list = useList<JournalEntry>(['journal', views, filter], (cursor, signal) => (views ? listViews : listJournal)(filter, cursor, signal));
  const open = list.rows.find((e) => String(e.sequence) === url['entry']);
  const columns: Column<JournalEntry>[] = [
    { key: 'sequence', title: t('sequence'), width: '90px', number: true, cell: (e) => formatNumber(e.sequence, language) },
    { key: 'at', title: t('at'), width: '170px', cell: (e) => formatTime(e.at) },
    { key: 'actor', title: t('actor'), width: 'minmax(120px, 1fr)', cell: (e) => formatActor(e.actor, language) },
    { key: 'verb', title: t('verb'), width: 'minmax(200px, 2fr)', cell: (e) => e.verb_text || e.verb },
    { key: 'object', title: t('object'), width: 'minmax(140px, 1fr)', cell: (e) => `${kinds(e.object_kind)} ${e.object_id}` },
    { key: 'unit', title: t('unit'), width: 'minmax(160px, 1.4fr)', cell: (e) => e.unit_name },
  ];
  return (
    <Page title={t('title')} lead={t('lead')}>
      <AdminTabs />
      <Verify />
      <div className="row">
        <select className="plain-select" aria-label={t('title')} value={views ? 'views' : ''} onChange={(e) => change({ kind: e.target.value || undefined })}>
          <option value="">{t('changes')}</option>
          <option value="views">{t('viewsTab')}</option>
        </select>
        <Input.Search aria-label={t('account')} placeholder={t('account')} defaultValue={url['account'] ?? ''} onSearch={(account) => change({ account })} style={{ width: 200 }} />
        {views ? null : <Verbs value={url['verb']} onChange={(verb) => change({ verb })} />}
        {(['from', 'to'] as const).map((end) => (
          <span key={end} className="row tight line">
            <label htmlFor={`journal-${end}`}>{end === 'from' ? c('from') : t('before')}</label>
            <span style={{ width: 165 }}>
              <DayField id={`journal-${end}`} value={url[end]} onChange={(day) => change({ [end]: day })} />
            </span>
          </span>
        ))}
      </div>
      {list.loading ? <Loading /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : null}
      {!list.loading && !list.error && list.rows.length === 0 ? <Empty title={t('none')} /> : null}
      {list.rows.length > 0 ? (
        <Grid
          label={t('title')}
          rows={list.rows}
          rowKey={(e) => String(e.sequence)}
          columns={columns}
          more={list.more}
          onOpen={(e) => change({ entry: String(e.sequence) })}
          card={(e) => (
            <>
              <div className="card-title">{e.verb_text || e.verb}</div>
              <div className="card-line">
                {formatActor(e.actor, language)} · {formatTime(e.at)}
              </div>
              <div className="card-line">{e.unit_name}</div>
            </>
          )}
        />
      ) : null}
      <Drawer open={open !== undefined} onClose={() => change({ entry: undefined })} title={t('title')} size={520} destroyOnHidden>
        {open ? (
          <div className="stack">
            <Facts
              rows={[
                [t('sequence'), formatNumber(open.sequence, language)],
                [t('at'), formatTime(open.at)],
                [t('actor'), formatActor(open.actor, language)],
                [t('verb'), `${open.verb_text} (${open.verb})`],
                [t('object'), <ObjectOf key="o" entry={open} />],
                [t('unit'), open.unit_name],
                [t('behalf'), open.on_behalf_of],
                [t('request'), open.request_id],
              ]}
            />
            <h3>{t('difference')}</h3>
            <pre className="mono" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }}>
              {JSON.stringify(open.difference, null, 1)}
            </pre>
          </div>
        ) : null}
      </Drawer>
    </Page>
  );
}
