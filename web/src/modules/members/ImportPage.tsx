// Members and their spells from a file: the file, its columns, every problem with its row, and the result, which can be
// undone. A file is stored whole or not at all, unless only its valid rows are asked for.
import Button from 'antd/es/button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../shared/api/problem.ts';
import { DropZone } from '../../shared/components/DropZone.tsx';
import { Facts, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { FormError, useErrorText } from '../../shared/components/States.tsx';
import { formatBytes, formatNumber, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { watchJob } from '../jobs/watch.ts';
import { columnsOf, headOf } from './columns.ts';
import { importMembers, listImports, readImport, undoImport, type ImportKind, type ImportReport, type ImportSummary } from './importApi.ts';
import { batchStates, fileKinds, importWords } from './importWords.ts';

async function finished(job: number, shown: (share: number) => void): Promise<void> {
  const end = await watchJob(job, (done, total) => shown(total > 0 ? done / total : 0));
  if (end.state !== 'done') throw new Problem({ status: 422, detail: end.error, key: end.error_key });
}

function Columns({ kind, head, names, set }: { kind: ImportKind; head: readonly string[]; names: Readonly<Record<string, string>>; set: (names: Record<string, string>) => void }) {
  const t = useWords(importWords);
  return (
    <Panel title={t('columns')}>
      <p className="soft">{t('columnsNote')}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('columns')}>
        <table className="small-table">
          <thead>
            <tr>
              <th scope="col">{t('inFile')}</th>
              <th scope="col">{t('inRegister')}</th>
            </tr>
          </thead>
          <tbody>
            {head.map((name) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <select className="plain-select" aria-label={name} value={names[name] ?? ''} onChange={(e) => set({ ...names, [name]: e.target.value })}>
                    <option value="">{t('ignored')}</option>
                    {columnsOf[kind].map((c) => (
                      <option key={c}>{c}</option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Undo({ summary }: { summary: ImportSummary }) {
  const t = useWords(importWords);
  const say = useErrorText();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: async () => finished((await undoImport(summary.id)).job_id, () => undefined),
    onSettled: () => client.invalidateQueries(),
  });
  if (summary.state !== 'live') return null;
  return (
    <>
      <Button loading={undo.isPending} onClick={() => undo.mutate()}>
        {t('undo')}
      </Button>
      {undo.error ? <span className="field-error">{say(undo.error)}</span> : null}
    </>
  );
}

function Result({ report }: { report: ImportReport }) {
  const t = useWords(importWords);
  const states = useLabels(batchStates);
  const language = useLanguage();
  const s = report.summary;
  const n = (x: number): string => formatNumber(x, language);
  return (
    <Panel title={t('result')} extra={<Tag tone={s.state === 'live' ? 'good' : s.refused > 0 ? 'warn' : 'info'}>{states(s.state)}</Tag>}>
      <Facts
        rows={[
          [t('rows'), n(s.rows)],
          [t('added'), n(s.added)],
          [t('corrected'), n(s.corrected)],
          [t('same'), n(s.same)],
          [t('refused'), n(s.refused)],
        ]}
      />
      {s.counts.length > 0 ? (
        <ul>
          {s.counts.map((c) => (
            <li key={c.key}>
              {n(c.count)} × {c.sentence}
            </li>
          ))}
        </ul>
      ) : null}
      {report.items.length > 0 ? (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('problems')}>
          <table className="small-table">
            <thead>
              <tr>
                <th scope="col" className="number">
                  {t('line')}
                </th>
                <th scope="col">{t('column')}</th>
                <th scope="col">{t('problems')}</th>
              </tr>
            </thead>
            <tbody>
              {report.items.map((p, i) => (
                <tr key={i}>
                  <td className="number">{n(p.line)}</td>
                  <td>{p.field}</td>
                  <td>{p.sentence}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Panel>
  );
}

function Batches() {
  const t = useWords(importWords);
  const states = useLabels(batchStates);
  const kinds = useLabels(fileKinds);
  const language = useLanguage();
  const q = useQuery({ queryKey: ['member-imports'], queryFn: listImports });
  if (!q.data || q.data.items.length === 0) return null;
  return (
    <Panel title={t('batches')}>
      <ul className="stack">
        {q.data.items.map((b) => (
          <li key={b.id} className="row">
            <span className="strong">{b.name}</span>
            <span className="soft">
              {kinds(b.kind)} · {t('rowsOf', { n: formatNumber(b.rows, language) })} · {b.account}
            </span>
            <Tag>{states(b.state)}</Tag>
            <span className="push row">
              <Undo summary={b} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function ImportPage() {
  const t = useWords(importWords);
  const kinds = useLabels(fileKinds);
  const language = useLanguage();
  const client = useQueryClient();
  const [url, change] = useUrlState();
  const kind: ImportKind = url['kind'] === 'spells' ? 'spells' : 'members';
  const [file, setFile] = useState<File | null>(null);
  const [head, setHead] = useState<string[]>([]);
  const [names, setNames] = useState<Record<string, string>>({});
  const [validOnly, setValidOnly] = useState(false);
  const [share, setShare] = useState(0);
  const run = useMutation({
    mutationFn: async (dry: boolean): Promise<ImportReport> => {
      if (!file) throw new Error('no file');
      setShare(0);
      const { job_id: job } = await importMembers(kind, file, { dry_run: dry, valid_only: validOnly, columns: JSON.stringify(Object.fromEntries(Object.entries(names).filter(([, to]) => to !== ''))) }, setShare);
      await finished(job, setShare);
      return readImport(job);
    },
    onSuccess: () => client.invalidateQueries(),
  });
  const take = async (chosen: File): Promise<void> => {
    run.reset();
    setFile(chosen);
    const first = chosen.name.toLowerCase().endsWith('.csv') ? headOf(await chosen.slice(0, 65_536).text()) : [];
    setHead(first);
    setNames(Object.fromEntries(first.map((name) => [name, columnsOf[kind].find((c) => c === name.trim().toLowerCase()) ?? ''])));
  };
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div>
        <select
          className="plain-select"
          aria-label={t('kind')}
          value={kind}
          onChange={(e) => {
            change({ kind: e.target.value });
            setFile(null);
            run.reset();
          }}
        >
          {Object.keys(fileKinds).map((k) => (
            <option key={k} value={k}>
              {kinds(k)}
            </option>
          ))}
        </select>
      </div>
      <DropZone label={t('drop')} button={t('choose')} note={columnsOf[kind].join(', ')} accept=".csv,.xlsx" multiple={false} onFiles={(files) => files[0] && void take(files[0])} />
      {file && head.some((name) => !(columnsOf[kind] as readonly string[]).includes(name)) ? <Columns kind={kind} head={head} names={names} set={setNames} /> : null}
      {file ? (
        <div className="panel row">
          <span className="strong">{file.name}</span>
          <span className="soft">{formatBytes(file.size, language)}</span>
          <label className="row tight">
            <input type="checkbox" checked={validOnly} onChange={(e) => setValidOnly(e.target.checked)} /> {t('validOnly')}
          </label>
          <span className="push row">
            <Button loading={run.isPending && run.variables} disabled={run.isPending} onClick={() => run.mutate(true)}>
              {t('tryRun')}
            </Button>
            <Button type="primary" loading={run.isPending && !run.variables} disabled={run.isPending} onClick={() => run.mutate(false)}>
              {t('doImport')}
            </Button>
          </span>
        </div>
      ) : null}
      {run.isPending ? (
        <div className="bar" role="progressbar" aria-label={t('title')} aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100}>
          <div style={{ width: `${share * 100}%` }} />
        </div>
      ) : null}
      <FormError error={run.error} />
      {run.data ? <Result report={run.data} /> : null}
      <Batches />
    </Page>
  );
}
