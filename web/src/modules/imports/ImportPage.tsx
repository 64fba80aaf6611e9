// One wizard for all files: the file, its columns, every problem with its row, and the result, which can be undone. A
// file is sent once and waits on the server while it is looked at; it is stored whole or not at all, unless only its
// valid rows are asked for.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { useMay } from '../../app/session.tsx';
import { whenServerReturns } from '../../shared/api/connection.ts';
import { Unreachable } from '../../shared/api/problem.ts';
import { DropZone } from '../../shared/components/DropZone.tsx';
import { Page, Panel } from '../../shared/components/Page.tsx';
import { FormError } from '../../shared/components/States.tsx';
import { formatBytes, formatNumber, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { prepare, readReport, start, type ImportReport, type Kind, type Prepared } from './api.ts';
import { Batches, StateTag, Undo } from './Batches.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { columnsOf } from './matching.ts';
import { Progress } from './Progress.tsx';
import { Counts, Problems } from './Report.tsx';
import { Steps } from './Steps.tsx';
import { Stopped, useWork } from './useWork.ts';
import { fileKinds, importWords } from './words.ts';
import './imports.css';

function useKind(): [kind: Kind, kinds: Kind[], set: (kind: Kind) => void] {
  const may = useMay();
  const { pathname } = useLocation();
  const [url, change] = useUrlState();
  const kinds = (Object.keys(fileKinds) as Kind[]).filter((k) => may(k === 'units' ? 'units_import' : 'members_import'));
  const asked = kinds.find((k) => k === url['kind']) ?? (pathname.startsWith('/units') ? 'units' : 'members');
  return [kinds.includes(asked) ? asked : (kinds[0] ?? asked), kinds, (k) => change({ kind: k })];
}

// What the file said of itself, and what was made of it so far.
interface Brought {
  file: File;
  prepared?: Prepared;
  keys: string[];
  checked?: ImportReport;
  done?: ImportReport;
}

function Check({ kind, report, name, onImport, onBack, busy }: { kind: Kind; report: ImportReport; name: (key: string) => string; onImport: (validOnly: boolean, batch: string) => void; onBack: () => void; busy: boolean }) {
  const t = useWords(importWords);
  const language = useLanguage();
  const [validOnly, setValidOnly] = useState(false);
  const [batch, setBatch] = useState(report.summary.file_name);
  const s = report.summary;
  const n = (x: number): string => formatNumber(x, language);
  const some = s.added + s.corrected > 0;
  return (
    <Panel title={t('stepCheck')} extra={<StateTag state={s.state} />}>
      <div className="stack">
        <p role="status">{s.problems > 0 ? t('someProblems', { n: n(s.problems), rows: n(s.refused) }) : some ? t('noProblems') : t('nothingNew')}</p>
        <Counts summary={s} />
        <Problems kind={kind} report={report} name={name} />
        {s.problems > 0 && some ? (
          <label className="row tight">
            <input type="checkbox" checked={validOnly} onChange={(e) => setValidOnly(e.target.checked)} /> {t('validOnly', { n: n(s.rows - s.refused), m: n(s.refused) })}
          </label>
        ) : null}
        <div className="row">
          <label htmlFor="batch-name">{t('batchName')}</label>
          <Input id="batch-name" style={{ width: 280 }} value={batch} maxLength={300} onChange={(e) => setBatch(e.target.value)} />
          <span className="push row">
            <Button onClick={onBack}>{t('back')}</Button>
            <Button type="primary" disabled={busy || !some || (s.problems > 0 && !validOnly)} onClick={() => onImport(validOnly, batch)}>
              {t('doImport')}
            </Button>
          </span>
        </div>
      </div>
    </Panel>
  );
}

function Result({ kind, report, name, onAgain }: { kind: Kind; report: ImportReport; name: (key: string) => string; onAgain: () => void }) {
  const t = useWords(importWords);
  const [undone, setUndone] = useState(false);
  const summary = undone ? { ...report.summary, state: 'undone' as const } : report.summary;
  return (
    <Panel title={t('stepResult')} extra={<StateTag state={summary.state} />}>
      <div className="stack">
        <p role="status" className="strong">
          {summary.name}
        </p>
        <Counts summary={summary} />
        <Problems kind={kind} report={report} name={name} />
        <div className="row">
          <Button onClick={onAgain}>{t('again')}</Button>
          <Undo kind={kind} batch={summary} onUndone={() => setUndone(true)} />
        </div>
      </div>
    </Panel>
  );
}

export function ImportPage() {
  const t = useWords(importWords);
  const kinds = useLabels(fileKinds);
  const language = useLanguage();
  const client = useQueryClient();
  const [kind, allowed, setKind] = useKind();
  const [brought, setBrought] = useState<Brought | null>(null);
  const { working, run, follow, stop } = useWork();
  const add = (part: Partial<Brought>): void => setBrought((old) => (old ? { ...old, ...part } : old));

  const send = useMutation({
    mutationFn: (file: File) =>
      run('sending', file.size, (shown, onStop) => {
        const abort = new AbortController();
        onStop(() => abort.abort());
        return prepare(kind, file, shown, abort.signal);
      }),
    onSuccess: (prepared) => add({ prepared, keys: prepared.keys }),
  });
  const work = useMutation({
    mutationFn: async ({ dry, validOnly, batch }: { dry: boolean; validOnly: boolean; batch: string }): Promise<ImportReport> => {
      if (!brought?.prepared) throw new Error('no file');
      const { upload, header, rows_about: rows } = brought.prepared;
      const { job_id: job } = await start(kind, { upload, columns: columnsOf(header, brought.keys), dry_run: dry, valid_only: validOnly, batch });
      return readReport(kind, await follow(dry ? 'checking' : 'importing', rows, job));
    },
    onSuccess: (report, { dry }) => {
      if (dry) add({ checked: report });
      else {
        add({ done: report });
        void client.invalidateQueries();
      }
    },
  });
  const reset = (): void => {
    setBrought(null);
    send.reset();
    work.reset();
  };
  const take = (file: File): void => {
    work.reset();
    setBrought({ file, keys: [] });
    send.mutate(file);
  };
  // What the lost connection cut off is sent again when the server is back.
  const cut = send.error instanceof Unreachable ? send.variables : undefined;
  const sendAgain = send.mutate;
  useEffect(() => (cut ? whenServerReturns(() => sendAgain(cut)) : undefined), [cut, sendAgain]);

  const error = work.error ?? (cut ? null : send.error);
  const stopped = error instanceof Stopped || (error instanceof DOMException && error.name === 'AbortError');
  const names = new Map(brought?.prepared?.columns.map((c) => [c.key, c.name]));
  const name = (key: string): string => names.get(key) ?? key;
  const step = brought?.done ? 3 : brought?.checked ? 2 : brought?.prepared ? 1 : 0;
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Steps at={step} />
      <div className="row">
        <label className="row tight">
          {t('kind')}
          <select
            className="plain-select"
            value={kind}
            disabled={working !== null}
            onChange={(e) => {
              setKind(e.target.value as Kind);
              reset();
            }}
          >
            {allowed.map((k) => (
              <option key={k} value={k}>
                {kinds(k)}
              </option>
            ))}
          </select>
        </label>
        {brought ? (
          <>
            <span className="strong">{brought.file.name}</span>
            <span className="soft">
              {formatBytes(brought.file.size, language)}
              {brought.prepared ? ` · ${t('size', { n: formatNumber(brought.prepared.rows_about, language) })}` : ''}
            </span>
            {working || brought.done ? null : (
              <Button className="push" onClick={reset}>
                {t('otherFile')}
              </Button>
            )}
          </>
        ) : null}
      </div>
      {brought ? null : <DropZone label={t('drop')} button={t('choose')} accept=".csv,.xlsx" multiple={false} onFiles={(files) => files[0] && take(files[0])} />}
      {working ? <Progress working={working} onStop={stop} /> : null}
      {cut ? (
        <div className="panel row" role="alert">
          <span>{t('cut')}</span>
          <Button onClick={() => send.mutate(cut)}>{t('sendAgain')}</Button>
        </div>
      ) : null}
      {stopped ? <p role="status">{t('stopped')}</p> : <FormError error={error} />}
      {step === 1 && brought?.prepared ? (
        <ColumnsStep prepared={brought.prepared} keys={brought.keys} onKeys={(keys) => add({ keys })} busy={working !== null} onCheck={() => work.mutate({ dry: true, validOnly: false, batch: '' })} />
      ) : null}
      {step === 2 && brought?.checked ? (
        <Check
          key={brought.checked.summary.id}
          kind={kind}
          report={brought.checked}
          name={name}
          busy={working !== null}
          onImport={(validOnly, batch) => work.mutate({ dry: false, validOnly, batch })}
          onBack={() => setBrought({ file: brought.file, keys: brought.keys, ...(brought.prepared ? { prepared: brought.prepared } : {}) })}
        />
      ) : null}
      {step === 3 && brought?.done ? <Result kind={kind} report={brought.done} name={name} onAgain={reset} /> : null}
      <Batches kind={kind} />
    </Page>
  );
}
