// A committed plan before it and half a year, a year and two years after it: the same units and people in one table.
import App from 'antd/es/app';
import Button from 'antd/es/button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Page, Panel } from '../../shared/components/Page.tsx';
import { saveFile } from '../../shared/components/saveFile.ts';
import { ErrorState, Loading, useErrorText } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { common, formatDay, formatNumber, formatTime, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { exportSheet, outcomeWords, readSheet, type Sheet } from './outcomes.ts';
import './statistics.css';

const namesShown = 12;

function Names({ label, names }: { label: string; names: readonly string[] }) {
  const t = useWords(outcomeWords);
  if (names.length === 0) return null;
  const more = names.length - namesShown;
  return (
    <p>
      <span className="strong">{label}:</span> {names.slice(0, namesShown).join(', ')}
      {more > 0 ? ` ${t('more', { n: more })}` : ''}
    </p>
  );
}

function Figures({ sheet }: { sheet: Sheet }) {
  const t = useWords(outcomeWords);
  const language = useLanguage();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('sheet')}>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">{t('measure')}</th>
            {sheet.points.map((p) => (
              <th key={p.months} scope="col" className="number">
                {p.months === 0 ? t('before') : t('monthsAfter', { n: p.months })}
                <div className="soft">{formatDay(p.on, language)}</div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.title}
                {row.half_year ? <div className="soft">{t('halfYear')}</div> : null}
              </th>
              {row.cells.map((cell, i) => (
                <td key={sheet.points[i]?.months ?? i} className="number">
                  {!sheet.points[i]?.due ? <span className="soft">{t('notDue')}</span> : cell.withheld ? <span className="soft">{t('withheld')}</span> : cell.value === null ? '–' : formatNumber(cell.value, language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function SheetPage() {
  const t = useWords(outcomeWords);
  const c = useWords(common);
  const code = useParams()['code'] ?? '';
  const { message } = App.useApp();
  const say = useErrorText();
  const q = useQuery({ queryKey: ['sheet', code], queryFn: () => readSheet(code), retry: false });
  const send = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => saveFile(`truoc-va-sau-${code}.${format}`, await exportSheet(code, format)),
    onError: (error) => void message.error(say(error)),
  });
  const sheet = q.data;
  return (
    <Page
      title={t('sheet')}
      lead={sheet?.sentence}
      actions={
        sheet ? (
          <>
            <Button onClick={() => window.print()}>{c('print')}</Button>
            {(['xlsx', 'csv'] as const).map((format) => (
              <Button key={format} loading={send.isPending && send.variables === format} onClick={() => send.mutate(format)}>
                {t('download', { format: format.toUpperCase() })}
              </Button>
            ))}
          </>
        ) : null
      }
    >
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {!sheet && !q.error ? <Loading rows={10} /> : null}
      {sheet ? (
        <Panel>
          <div className="stack">
            <Names label={t('unitsBefore')} names={sheet.before} />
            <Names label={t('unitsAfter')} names={sheet.after} />
            <Figures sheet={sheet} />
            <p className="soft">
              {t('countedAt', { time: formatTime(sheet.as_at), members: sheet.members_version, tree: sheet.tree_version })} <To to={`/reorganisations/${encodeURIComponent(sheet.plan)}`}>{t('toPlan')}</To>
            </p>
          </div>
        </Panel>
      ) : null}
    </Page>
  );
}
