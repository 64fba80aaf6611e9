import { useRouteError } from 'react-router';
import { Page } from '../shared/components/Page.tsx';
import { ErrorState, Loading } from '../shared/components/States.tsx';
import { Problem } from '../shared/api/problem.ts';
import { common, useWords } from '../shared/i18n/index.ts';

export function RouteFailed() {
  const error = useRouteError();
  const t = useWords(common);
  const shown = error ?? new Problem({ status: 404 });
  return (
    <Page title={error ? t('errorTitle') : t('notFound')}>
      <ErrorState error={shown} onRetry={() => location.reload()} />
    </Page>
  );
}

// While the first part of a page is on its way.
export function Opening() {
  return (
    <div className="page">
      <Loading />
    </div>
  );
}
