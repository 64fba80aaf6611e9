import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useMay } from '../../app/session.tsx';
import { DayField } from '../../shared/components/DayField.tsx';
import { DropZone } from '../../shared/components/DropZone.tsx';
import { Facts, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { useUndo } from '../../shared/components/useUndo.tsx';
import { common, documentKinds, effectStates, formatBytes, formatDay, todayIso, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { addAlias, fileAddress, listAliases, readDocument, removeAlias, uploadFile, type DocumentRecord } from './api.ts';
import { DocumentForm } from './DocumentForm.tsx';
import { RelationDiagram } from './RelationDiagram.tsx';
import { RelationForm, RelationTable } from './Relations.tsx';
import { SourceNote } from './SourceNote.tsx';
import { StatusTag } from './StatusTag.tsx';
import { documentWords } from './words.ts';

function Timeline({ d }: { d: DocumentRecord }) {
  const t = useWords(documentWords);
  const effects = useLabels(effectStates);
  const language = useLanguage();
  if (d.timeline.length === 0) return <p className="soft">{t('noTimeline')}</p>;
  return (
    <ol className="timeline">
      {d.timeline.map((s) => (
        <li key={`${s.from} ${s.status}`}>
          <div className="when">
            {formatDay(s.from, language)}
            {s.to ? ` – ${formatDay(s.to, language)}` : ''}
          </div>
          <div>{effects(s.status)}</div>
        </li>
      ))}
    </ol>
  );
}

function Aliases({ d, may }: { d: DocumentRecord; may: boolean }) {
  const t = useWords(documentWords);
  const c = useWords(common);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const offerUndo = useUndo();
  const names = useQuery({ queryKey: ['documents', d.id, 'aliases', d.aliases], queryFn: () => listAliases(d.id), enabled: may });
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['documents', d.id] });
  const save = useMutation({
    mutationFn: () => addAlias(d.id, name),
    onSuccess: async () => {
      setName('');
      await again();
    },
  });
  const remove = useMutation({
    mutationFn: (alias: { id: number; name: string }) => removeAlias(d.id, alias.id),
    onSuccess: async (_, alias) => {
      await again();
      offerUndo(t('aliasRemoved', { name: alias.name }), () => addAlias(d.id, alias.name).then(again));
    },
  });
  return (
    <div className="stack">
      {d.aliases.length === 0 ? <p className="soft">{t('noAliases')}</p> : null}
      <ul>
        {d.aliases.map((a) => {
          const known = names.data?.items.find((x) => x.name === a);
          return (
            <li key={a} className="row tight">
              {a}
              {known ? (
                <Button className="no-print" size="small" aria-label={`${t('removeAlias')}: ${a}`} title={t('removeAlias')} onClick={() => remove.mutate(known)}>
                  ✕
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {may ? (
        <form
          className="row"
          onSubmit={(e) => {
            e.preventDefault();
            if (name.trim()) save.mutate();
          }}
        >
          <Input aria-label={t('addAlias')} placeholder={t('addAlias')} value={name} onChange={(e) => setName(e.target.value)} style={{ flex: 1, minWidth: 160 }} />
          <Button htmlType="submit" loading={save.isPending} disabled={!name.trim()}>
            {c('add')}
          </Button>
        </form>
      ) : null}
      <FormError error={save.error ?? remove.error} />
    </div>
  );
}

function Files({ d, may }: { d: DocumentRecord; may: boolean }) {
  const t = useWords(documentWords);
  const language = useLanguage();
  const client = useQueryClient();
  const [share, setShare] = useState(0);
  const send = useMutation({ mutationFn: (file: File) => uploadFile(d.id, file, setShare), onSuccess: () => client.invalidateQueries({ queryKey: ['documents', d.id] }) });
  return (
    <div className="stack">
      {d.files.length === 0 ? <p className="soft">{t('noFiles')}</p> : null}
      <ul className="stack">
        {d.files.map((f) => (
          <li key={f.id}>
            <a href={fileAddress(d.id, f.id)} download>
              {f.name}
            </a>{' '}
            <span className="soft">{formatBytes(f.size, language)}</span>
            <div className="soft mono" title={f.hash}>
              {f.hash.slice(0, 16)}…
            </div>
          </li>
        ))}
      </ul>
      {send.isPending ? (
        <div className="bar" role="progressbar" aria-label={t('files')} aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100}>
          <div style={{ width: `${share * 100}%` }} />
        </div>
      ) : null}
      <FormError error={send.error} />
      {send.error ? <Button onClick={() => send.mutate(send.variables)}>{t('sendAgain', { name: send.variables.name })}</Button> : null}
      {may ? <DropZone label={t('addFile')} button={t('chooseFile')} multiple={false} onFiles={(files) => files[0] && send.mutate(files[0])} /> : null}
    </div>
  );
}

export function DocumentPage() {
  const id = Number(useParams()['id']);
  const t = useWords(documentWords);
  const kinds = useLabels(documentKinds);
  const language = useLanguage();
  const may = useMay();
  const { on } = usePageContext();
  const [, changeUrl] = useUrlState();
  const [form, setForm] = useState<'relation' | 'change' | null>(null);
  const q = useQuery({ queryKey: ['documents', id, on], queryFn: () => readDocument(id, on) });
  if (q.isPending)
    return (
      <Page title={t('title')}>
        <Loading rows={10} />
      </Page>
    );
  if (q.error)
    return (
      <Page title={t('title')}>
        <ErrorState error={q.error} onRetry={() => void q.refetch()} />
      </Page>
    );
  const page = q.data.value;
  const d = page.document;
  const manage = may('documents_manage') || may('documents_register');
  const kindName = kinds(d.kind);
  const title = d.label.toLowerCase().startsWith(kindName.toLowerCase()) ? d.label : `${kindName} ${d.label}`;
  return (
    <Page
      title={title}
      windowTitle={title}
      lead={d.subject}
      actions={
        <>
          {d.state === 'stub' ? <Tag>{t('stub')}</Tag> : null}
          <StatusTag status={d.status} />
          <span className="row tight">
            <label htmlFor="as-of" className="soft">
              {t('asOf')}
            </label>
            <span style={{ width: 140 }}>
              <DayField id="as-of" value={on} onChange={(day) => changeUrl({ on: day === todayIso() ? undefined : day })} />
            </span>
          </span>
          {manage ? <Button onClick={() => setForm('change')}>{t('change')}</Button> : null}
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </>
      }
    >
      {form === 'change' ? <DocumentForm document={d} version={q.data.etag ?? d.version} onDone={() => setForm(null)} /> : null}
      <div className="columns">
        <div className="stack">
          <Panel title={t('detail')}>
            <Facts
              rows={[
                [t('kind'), kindName],
                [t('label'), d.label],
                [t('issued'), formatDay(d.issued, language)],
                [t('issuer'), d.issuer],
                [t('advising'), d.advising],
                [t('field'), d.field],
                [t('term'), d.term],
                [t('owner'), d.owner_unit ? <To key="o" to={`/units/${encodeURIComponent(d.owner_unit)}`}>{d.owner_name || d.owner_unit}</To> : null],
                [t('effectiveFrom'), formatDay(d.effective_from, language)],
                [t('effectiveTo'), formatDay(d.effective_to, language)],
                [t('addressees'), d.addressees],
                [t('parties'), d.open_to_all ? t('openToAll') : d.parties.map((p) => p.name || p.unit).join('; ')],
                [t('source'), d.source || d.read_from ? <SourceNote key="s" source={d.source} from={d.read_from} /> : null],
              ]}
            />
          </Panel>
          <Panel title={t('relations')} extra={manage ? <Button onClick={() => setForm('relation')}>{t('addRelation')}</Button> : null}>
            {form === 'relation' ? <RelationForm id={id} onDone={() => setForm(null)} /> : null}
            <RelationTable page={page} may={manage} />
          </Panel>
          <Panel title={t('diagram')}>
            <RelationDiagram id={id} on={on} />
          </Panel>
        </div>
        <div className="stack">
          <Panel title={t('timeline')}>
            <Timeline d={d} />
          </Panel>
          <Panel title={t('files')}>
            <Files d={d} may={manage} />
          </Panel>
          <Panel title={t('aliases')}>
            <Aliases d={d} may={manage} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
