// Earlier imports, the newest first, each with its way back.
import Button from 'antd/es/button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Panel, Tag, type Tone } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, useErrorText } from '../../shared/components/States.tsx';
import { formatNumber, formatTime, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { listBatches, undoBatch, type ImportSummary, type Kind } from './api.ts';
import { useWork } from './useWork.ts';
import { Progress } from './Progress.tsx';
import { batchStates, fileKinds, importWords } from './words.ts';

const tones: Readonly<Record<string, Tone>> = { checked: 'plain', staging: 'info', live: 'good', undone: 'warn' };

export function StateTag({ state }: { state: string }) {
  const states = useLabels(batchStates);
  return <Tag tone={tones[state] ?? 'plain'}>{states(state)}</Tag>;
}

export function Undo({ kind, batch, onUndone }: { kind: Kind; batch: ImportSummary; onUndone?: () => void }) {
  const t = useWords(importWords);
  const say = useErrorText();
  const client = useQueryClient();
  const { working, follow, stop } = useWork();
  const undo = useMutation({
    mutationFn: async () => follow('undoing', batch.rows, (await undoBatch(kind, batch.id)).job_id),
    onSuccess: () => onUndone?.(),
    onSettled: () => client.invalidateQueries(),
  });
  if (batch.state !== 'live') return undo.isSuccess ? <span role="status">{t('undone', { name: batch.name })}</span> : null;
  return (
    <>
      {working ? <Progress working={working} onStop={stop} /> : null}
      <Button loading={undo.isPending} onClick={() => undo.mutate()}>
        {t('undo')}
      </Button>
      {undo.error ? (
        <span className="field-error" role="alert">
          {say(undo.error)}
        </span>
      ) : null}
    </>
  );
}

export function Batches({ kind }: { kind: Kind }) {
  const t = useWords(importWords);
  const kinds = useLabels(fileKinds);
  const language = useLanguage();
  const q = useQuery({ queryKey: ['imports', kind === 'units'], queryFn: () => listBatches(kind) });
  if (q.error) return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  const batches = q.data?.items.filter((b) => b.state !== 'checked');
  if (!batches) return null;
  if (batches.length === 0) return <Empty title={t('noBatches')}>{t('noBatchesHint')}</Empty>;
  return (
    <Panel title={t('batches')}>
      <ul className="stack">
        {batches.map((b) => (
          <li key={b.id} className="row">
            <span className="strong">{b.name}</span>
            <span className="soft">
              {kinds(b.kind)} · {t('rowsOf', { n: formatNumber(b.rows, language) })} · {b.account} · {formatTime(b.made_at)}
            </span>
            <StateTag state={b.state} />
            <span className="push row">
              <Undo kind={kind} batch={b} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
