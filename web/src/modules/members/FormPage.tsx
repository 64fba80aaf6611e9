// A paper to print: what the register holds of it, with room for the rest.
import Button from 'antd/es/button';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Page } from '../../shared/components/Page.tsx';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { common, formatDay, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { readForm } from './api.ts';
import { memberWords } from './words.ts';

export function FormPage() {
  const { id = '', form = '' } = useParams();
  const t = useWords(memberWords);
  const c = useWords(common);
  const language = useLanguage();
  const q = useQuery({ queryKey: ['case', id, 'form', form], queryFn: () => readForm(id, form) });
  if (!q.data) return <Page title={t('forms')}>{q.isPending ? <Loading /> : <ErrorState error={q.error} onRetry={() => void q.refetch()} />}</Page>;
  const paper = q.data;
  return (
    <Page
      title={paper.title}
      lead={[paper.number, paper.superior_name, paper.unit_name, formatDay(paper.on, language)].filter(Boolean).join(' · ')}
      actions={
        <>
          <To to={`/members/cases/${id}`}>{c('back')}</To>
          <Button type="primary" onClick={() => window.print()}>
            {c('print')}
          </Button>
        </>
      }
    >
      <dl className="panel facts">
        {paper.lines.map((line, i) => (
          <div key={i} style={{ display: 'contents' }}>
            <dt>{line.label}</dt>
            <dd>{line.value || '………………………………'}</dd>
          </div>
        ))}
      </dl>
    </Page>
  );
}
