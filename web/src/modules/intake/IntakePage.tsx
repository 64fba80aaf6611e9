import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay, useSession } from '../../app/session.tsx';
import { useList } from '../../shared/api/list.ts';
import { Unreachable } from '../../shared/api/problem.ts';
import { DropZone } from '../../shared/components/DropZone.tsx';
import { Grid, type Column } from '../../shared/components/Grid.tsx';
import { Page, Tag } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { common, formatActor, formatBytes, formatDay, formatNumber, formatTime, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { listRoots, readUnit } from '../org/api.ts';
import { UnitPick } from '../org/UnitPick.tsx';
import { listTexts } from './api.ts';
import { IntakeTabs } from './IntakeTabs.tsx';
import type { TextRow } from './model.ts';
import { useUploads, type Uploading } from './useUploads.ts';
import { intakeWords } from './words.ts';

const words = {
  unit: ['Đơn vị nhận văn bản', 'Unit that receives the text'],
  noUnit: ['Không có đơn vị nào khớp', 'No unit matches'],
  needUnit: ['Chọn đơn vị nhận văn bản trước khi thả tệp.', 'Choose the unit that receives the text before dropping files.'],
  known: ['Văn bản này đã có từ trước', 'This text was already here'],
  onlyWaiting: ['Chỉ văn bản còn mục chờ', 'Only texts with waiting items'],
  searchName: ['Tìm theo tên tệp', 'Find by file name'],
  day: ['Ngày của sự việc', 'Day of the matter'],
  keptFile: ['Không byte nào của tệp được giữ lại.', 'No byte of the file was kept.'],
} as const;

function UploadRow({ u, onRetry }: { u: Uploading; onRetry: () => void }) {
  const t = useWords(intakeWords);
  const w = useWords(words);
  const c = useWords(common);
  const language = useLanguage();
  const busy = u.state === 'sending' || u.state === 'reading';
  const cut = u.error instanceof Unreachable;
  return (
    <li className="panel">
      <div className="row">
        <span className="strong">{u.file.name}</span>
        <span className="soft">{formatBytes(u.file.size, language)}</span>
        <span className="push row">
          {u.state === 'ready' ? <Tag tone="good">{u.known ? w('known') : t('ready')}</Tag> : null}
          {u.state === 'failed' ? <Tag tone="bad">{t('failed')}</Tag> : null}
          {u.state === 'waiting' ? <Tag>{t('queued')}</Tag> : null}
          {busy ? <Tag tone="info">{u.state === 'sending' ? t('uploading') : t('reading')}</Tag> : null}
          {u.textId !== undefined ? <To to={`/intake/${u.textId}`}>{t('review')}</To> : null}
          {u.state === 'failed' ? <Button onClick={onRetry}>{cut ? t('sendAgain') : c('retry')}</Button> : null}
        </span>
      </div>
      {busy ? (
        <div className="bar" role="progressbar" aria-label={u.file.name} aria-valuenow={Math.round(u.share * 100)} aria-valuemin={0} aria-valuemax={100}>
          <div style={{ width: `${Math.max(3, u.share * 100)}%` }} />
        </div>
      ) : null}
      {u.state === 'failed' ? cut ? <p className="field-error">{t('cutOff')}</p> : u.refusal ? <p className="field-error">{u.refusal}</p> : <FormError error={u.error} /> : null}
    </li>
  );
}

function Upload() {
  const t = useWords(intakeWords);
  const w = useWords(words);
  const session = useSession();
  const { unit: scope, on } = usePageContext();
  const [chosen, setChosen] = useState<{ code: string; name: string } | null>(null);
  const own = session.unit_code ? { code: session.unit_code, name: session.unit_name } : session.grants.filter((g) => g.unit_code !== '').map((g) => ({ code: g.unit_code, name: g.unit_name }))[0];
  const scoped = useQuery({ queryKey: ['unit', scope, on], queryFn: () => readUnit(scope ?? '', on), enabled: scope !== undefined });
  const roots = useQuery({ queryKey: ['tree', 'roots', on], queryFn: ({ signal }) => listRoots(on, signal), enabled: scope === undefined && own === undefined });
  const unit = chosen ?? (scope ? { code: scope, name: scoped.data?.unit.name ?? scope } : (own ?? roots.data?.items[0] ?? { code: '', name: '' }));
  const { uploads, add, retry } = useUploads();
  return (
    <div className="stack">
      <div style={{ maxWidth: 520 }}>
        <label className="field-label" htmlFor="intake-unit">
          {w('unit')}
        </label>
        <UnitPick
          id="intake-unit"
          label={w('unit')}
          value={unit.name}
          onPick={(code, name) => setChosen({ code, name })}
          status={unit.code === '' && roots.isSuccess ? 'error' : undefined}
        />
        {unit.code === '' && !roots.isPending ? <div className="field-note">{w('needUnit')}</div> : null}
      </div>
      {unit.code !== '' ? <DropZone label={t('drop')} note={t('dropNote')} button={t('choose')} onFiles={(files) => add(files, unit.code)} /> : null}
      {uploads.length > 0 ? (
        <ul className="stack" aria-live="polite">
          {[...uploads].reverse().map((u) => (
            <UploadRow key={u.key} u={u} onRetry={() => retry(u)} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

export function IntakePage() {
  const t = useWords(intakeWords);
  const w = useWords(words);
  const c = useWords(common);
  const language = useLanguage();
  const may = useMay();
  const go = useGo();
  const [url, change] = useUrlState();
  const filter = { text: url['text'], waiting: url['waiting'] };
  const list = useList<TextRow>(['intake', 'texts', filter], (cursor, signal) => listTexts(filter, cursor, signal));
  const columns: Column<TextRow>[] = [
    { key: 'name', title: t('textName'), width: 'minmax(240px, 3fr)', cell: (r) => r.name },
    { key: 'unit', title: c('unit'), width: 'minmax(160px, 1.4fr)', cell: (r) => r.unit_name },
    { key: 'day', title: w('day'), width: '170px', cell: (r) => formatDay(r.day, language) },
    { key: 'counts', title: t('counts'), width: '150px', number: true, cell: (r) => `${formatNumber(r.waiting, language)} / ${formatNumber(r.decided, language)}` },
    { key: 'by', title: t('by'), width: 'minmax(110px, 1fr)', cell: (r) => formatActor(r.uploaded_by, language) },
    { key: 'at', title: t('at'), width: '170px', cell: (r) => formatTime(r.uploaded_at) },
  ];
  return (
    <Page title={t('title')} lead={t('lead')}>
      <IntakeTabs />
      {may('intake_upload') ? <Upload /> : null}
      <section className="stack">
        <div className="row">
          <h2>{t('texts')}</h2>
          <span className="push row">
            <Input.Search aria-label={w('searchName')} placeholder={w('searchName')} defaultValue={url['text'] ?? ''} onSearch={(text) => change({ text })} style={{ width: 260 }} />
            <label className="row tight">
              <input type="checkbox" checked={url['waiting'] === 'true'} onChange={(e) => change({ waiting: e.target.checked ? 'true' : undefined })} /> {w('onlyWaiting')}
            </label>
          </span>
        </div>
        {list.loading ? <Loading /> : null}
        {list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : null}
        {!list.loading && !list.error && list.rows.length === 0 ? <Empty title={t('noTexts')}>{t('noTextsHint')}</Empty> : null}
        {list.rows.length > 0 ? (
          <Grid
            label={t('texts')}
            rows={list.rows}
            rowKey={(r) => String(r.id)}
            columns={columns}
            more={list.more}
            height={`${Math.max(330, Math.min(620, 100 + list.rows.length * 46))}px`}
            onOpen={(r) => go(`/intake/${r.id}`)}
            card={(r) => (
              <>
                <div className="card-title">{r.name}</div>
                <div className="card-line">
                  {t('waiting')}: {formatNumber(r.waiting, language)} · {t('decided')}: {formatNumber(r.decided, language)}
                </div>
                <div className="card-line">{formatTime(r.uploaded_at)}</div>
              </>
            )}
          />
        ) : null}
      </section>
    </Page>
  );
}
