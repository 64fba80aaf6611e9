import Button from 'antd/es/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DropZone } from '../../shared/components/DropZone.tsx';
import { Facts, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { FormError } from '../../shared/components/States.tsx';
import { formatBytes, formatNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { Problem } from '../../shared/api/problem.ts';
import { watchJob } from '../jobs/watch.ts';
import { importUnits, readReport, type ImportReport } from './api.ts';
import { orgWords } from './words.ts';

function Report({ report: whole }: { report: ImportReport }) {
  const report = whole.summary;
  const t = useWords(orgWords);
  const language = useLanguage();
  return (
    <Panel title={t('result')} extra={<Tag tone={report.dry_run ? 'info' : report.stored ? 'good' : 'warn'}>{report.dry_run ? t('dry') : report.stored ? t('stored') : t('notStored')}</Tag>}>
      <Facts
        rows={[
          [t('rowsRead'), formatNumber(report.rows, language)],
          [t('rowsGood'), formatNumber(report.accepted, language)],
          [t('rowsBad'), formatNumber(report.refused, language)],
          [t('changedUnits'), formatNumber(report.changed, language)],
        ]}
      />
      {whole.items.length > 0 ? (
        <div className="stack">
          <p className="soft">{t('keptRow')}</p>
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t('problem')}>
            <table className="small-table">
              <thead>
                <tr>
                  <th scope="col" className="number">
                    {t('line')}
                  </th>
                  <th scope="col">{t('field')}</th>
                  <th scope="col">{t('problem')}</th>
                </tr>
              </thead>
              <tbody>
                {whole.items.map((p, i) => (
                  <tr key={i}>
                    <td className="number">{formatNumber(p.line, language)}</td>
                    <td>{p.field}</td>
                    <td>{p.sentence || p.key}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      ) : null}
    </Panel>
  );
}

export function ImportPage() {
  const t = useWords(orgWords);
  const language = useLanguage();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const run = useMutation({
    mutationFn: async ({ chosen, dry }: { chosen: File; dry: boolean }): Promise<ImportReport> => {
      const { job_id: id } = await importUnits(chosen, dry, setShare);
      const job = await watchJob(id, (done, total) => setShare(total > 0 ? done / total : 0));
      if (job.state !== 'done') throw new Problem({ status: 422, detail: job.error, key: job.error_key });
      return readReport(id);
    },
    onSuccess: (report) => (report.summary.dry_run ? undefined : client.invalidateQueries()),
  });
  return (
    <Page title={t('import')} lead={t('importLead')}>
      <DropZone
        label={t('drop')}
        button={t('choose')}
        accept=".csv,.xlsx"
        multiple={false}
        onFiles={(files) => {
          setFile(files[0] ?? null);
          run.reset();
        }}
      />
      {file ? (
        <div className="panel row">
          <span className="strong">{file.name}</span>
          <span className="soft">{formatBytes(file.size, language)}</span>
          <span className="push row">
            <Button loading={run.isPending} onClick={() => run.mutate({ chosen: file, dry: true })}>
              {t('tryRun')}
            </Button>
            <Button type="primary" disabled={run.isPending} onClick={() => run.mutate({ chosen: file, dry: false })}>
              {t('doImport')}
            </Button>
          </span>
        </div>
      ) : null}
      {run.isPending ? (
        <div className="bar" role="progressbar" aria-label={t('import')} aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100}>
          <div style={{ width: `${share * 100}%` }} />
        </div>
      ) : null}
      <FormError error={run.error} />
      {run.data ? <Report report={run.data} /> : null}
    </Page>
  );
}
