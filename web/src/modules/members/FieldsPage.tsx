import { useQuery } from '@tanstack/react-query';
import { Page } from '../../shared/components/Page.tsx';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { listFields } from './api.ts';
import { memberWords } from './words.ts';

export function FieldsPage() {
  const t = useWords(memberWords);
  const q = useQuery({ queryKey: ['member-fields'], queryFn: listFields });
  return (
    <Page title={t('fieldsTitle')} lead={t('fieldsLead')}>
      {q.isPending ? <Loading /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {q.data ? (
        <div className="panel table-scroll" tabIndex={0} role="region" aria-label={t('fieldsTitle')}>
          <table className="small-table">
            <thead>
              <tr>
                <th scope="col">{t('field')}</th>
                <th scope="col">{t('purpose')}</th>
                <th scope="col">{t('report')}</th>
              </tr>
            </thead>
            <tbody>
              {q.data.items.map((f) => (
                <tr key={f.field}>
                  <th scope="row">{f.label}</th>
                  <td>{f.purpose}</td>
                  <td>{f.report}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Page>
  );
}
