import { Page } from '../../shared/components/Page.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import { DocumentForm } from './DocumentForm.tsx';
import { documentWords } from './words.ts';

export function NewDocumentPage() {
  const t = useWords(documentWords);
  return (
    <Page title={t('register')}>
      <DocumentForm />
    </Page>
  );
}
