// One account with its first role, or many from a file.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyButton } from '../../shared/components/CopyButton.tsx';
import { DropZone } from '../../shared/components/DropZone.tsx';
import { Field, Panel } from '../../shared/components/Page.tsx';
import { FormError } from '../../shared/components/States.tsx';
import { common, formatNumber, roles, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { UnitPick } from '../org/UnitPick.tsx';
import { bulkCreateAccounts, createAccount, type BulkReport } from './api.ts';
import { OneTimeLink } from './OneTimeLink.tsx';
import { identityWords } from './words.ts';

export function UnitField({ id, label, value, onPick }: { id: string; label: string; value: string; onPick: (code: string, name: string) => void }) {
  const t = useWords(identityWords);
  return (
    <Field id={id} label={label}>
      <UnitPick id={id} label={label} value={value} placeholder={t('wholeStore')} onPick={onPick} onClear={() => onPick('', '')} />
    </Field>
  );
}

export function NewAccountForm({ onDone }: { onDone: () => void }) {
  const t = useWords(identityWords);
  const c = useWords(common);
  const roleWords = useLabels(roles);
  const client = useQueryClient();
  const [row, setRow] = useState({ name: '', full_name: '', unit_code: '', unit_name: '', role: '' });
  const set = (part: Partial<typeof row>): void => setRow((old) => ({ ...old, ...part }));
  const save = useMutation({
    mutationFn: () => createAccount({ name: row.name.trim(), full_name: row.full_name.trim(), unit_code: row.unit_code, ...(row.role ? { grant: { role: row.role, unit_code: row.unit_code } } : {}) }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['accounts'] }),
  });
  if (save.data)
    return (
      <div className="stack">
        <OneTimeLink link={save.data} />
        <div>
          <Button onClick={onDone}>{c('close')}</Button>
        </div>
      </div>
    );
  return (
    <Panel title={t('newAccount')}>
      <form
        className="form"
        onSubmit={(e) => {
          e.preventDefault();
          save.mutate();
        }}
      >
        <div className="pair">
          <Field id="account-name" label={t('name')}>
            <Input id="account-name" required autoComplete="off" value={row.name} onChange={(e) => set({ name: e.target.value })} />
          </Field>
          <Field id="account-full" label={t('fullName')}>
            <Input id="account-full" required autoComplete="off" value={row.full_name} onChange={(e) => set({ full_name: e.target.value })} />
          </Field>
        </div>
        <div className="pair">
          <UnitField id="account-unit" label={t('unit')} value={row.unit_name} onPick={(unit_code, unit_name) => set({ unit_code, unit_name })} />
          <Field id="account-role" label={t('role')}>
            <Select id="account-role" allowClear value={row.role || null} style={{ width: '100%' }} onChange={(role: string | null) => set({ role: role ?? '' })} options={Object.keys(roles).map((r) => ({ value: r, label: roleWords(r) }))} />
          </Field>
        </div>
        <FormError error={save.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('newAccount')}
          </Button>
          <Button onClick={onDone}>{c('cancel')}</Button>
        </div>
      </form>
    </Panel>
  );
}

function Report({ report }: { report: BulkReport }) {
  const t = useWords(identityWords);
  const language = useLanguage();
  const c = useWords(common);
  const n = (x: number): string => formatNumber(x, language);
  const address = (link: string): string => (link ? new URL(link, location.origin).toString() : '');
  return (
    <div className="stack">
      <p className="strong">{t('bulkRows', { rows: n(report.rows), good: n(report.created.length), bad: n(report.refused.length) })}</p>
      {report.refused.length > 0 ? (
        <ul>
          {report.refused.map((p, i) => (
            <li key={i}>
              ▲ {n(p.line)}: {p.sentence} <span className="soft">{p.field}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {report.created.some((r) => r.link !== '') ? (
        <>
        <p>{t('bulkLinksNote')}</p>
        <div className="row no-print">
          <CopyButton label={t('bulkLinks')} text={report.created.map((r) => `${r.name}\t${address(r.link)}`).join('\n')} />
          <Button onClick={() => window.print()}>{c('print')}</Button>
        </div>
        <table className="small-table">
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('link')}</th>
            </tr>
          </thead>
          <tbody>
            {report.created.map((r) => (
              <tr key={r.line}>
                <td>{r.name}</td>
                <td className="mono wrap-anywhere">{address(r.link)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        </>
      ) : null}
    </div>
  );
}

export function BulkAccounts({ onDone }: { onDone: () => void }) {
  const t = useWords(identityWords);
  const c = useWords(common);
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const run = useMutation({
    mutationFn: ({ chosen, dry }: { chosen: File; dry: boolean }) => bulkCreateAccounts(chosen, dry),
    onSuccess: (r) => (r.dry_run ? undefined : client.invalidateQueries({ queryKey: ['accounts'] })),
  });
  return (
    <Panel title={t('bulk')}>
      <div className="stack">
        <DropZone
          label={file?.name ?? t('bulk')}
          note={t('bulkHint')}
          button={c('choose')}
          accept=".csv,.xlsx"
          multiple={false}
          onFiles={(files) => {
            setFile(files[0] ?? null);
            run.reset();
          }}
        />
        <FormError error={run.error} />
        {run.data ? <Report report={run.data} /> : null}
        <div className="row">
          <Button disabled={!file} loading={run.isPending} onClick={() => file && run.mutate({ chosen: file, dry: true })}>
            {t('bulkTry')}
          </Button>
          <Button type="primary" disabled={!file || !run.data?.dry_run} loading={run.isPending} onClick={() => file && run.mutate({ chosen: file, dry: false })}>
            {t('bulkCreate')}
          </Button>
          <Button onClick={onDone}>{c('close')}</Button>
        </div>
      </div>
    </Panel>
  );
}
