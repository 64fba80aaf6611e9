// ⌘K: pages, units and documents from one line.
import Modal from 'antd/es/modal';
import { useCallback } from 'react';
import { findDocuments } from '../modules/documents/api.ts';
import { findUnits } from '../modules/org/api.ts';
import { Pick, type Choice } from '../shared/components/Pick.tsx';
import { fold, unitKinds, useLabels, useWords } from '../shared/i18n/index.ts';
import { useGo, usePageContext } from '../shared/lists/context.ts';
import { shellWords } from './Shell.tsx';
import { useMay } from './session.tsx';

const words = {
  title: ['Tìm và đi tới', 'Find and go'],
  page: ['Trang', 'Page'],
  document: ['Văn bản', 'Document'],
  none: ['Không có gì khớp. Thử số hiệu, tên đơn vị, hoặc ít chữ hơn.', 'Nothing matches. Try a number, the name of a unit, or fewer words.'],
} as const;
const pages: { to: string; key: keyof typeof shellWords; permission?: string }[] = [
  { to: '/', key: 'home' },
  { to: '/units', key: 'units', permission: 'units_read' },
  { to: '/reorganisations', key: 'reorganisations', permission: 'units_read' },
  { to: '/weak', key: 'weak', permission: 'reviews_read' },
  { to: '/remedies', key: 'remedies', permission: 'reviews_read' },
  { to: '/members', key: 'members', permission: 'members_read' },
  { to: '/members/cases', key: 'cases', permission: 'members_read' },
  { to: '/members/due', key: 'due', permission: 'members_read' },
  { to: '/documents', key: 'documents', permission: 'documents_read' },
  { to: '/series', key: 'series', permission: 'documents_read' },
  { to: '/documents/tallies', key: 'tallies', permission: 'documents_read' },
  { to: '/intake', key: 'intake', permission: 'intake_read' },
  { to: '/intake/facts', key: 'facts', permission: 'intake_read' },
  { to: '/statistics', key: 'statistics', permission: 'statistics_read' },
  { to: '/statistics/targets', key: 'targets', permission: 'statistics_read' },
  { to: '/admin', key: 'admin', permission: 'accounts_manage' },
  { to: '/admin/journal', key: 'journal', permission: 'journal_read' },
  { to: '/admin/jobs', key: 'jobs', permission: 'jobs_read' },
  { to: '/admin/rules', key: 'rules', permission: 'rules_read' },
  { to: '/admin/calendar', key: 'calendar', permission: 'rules_read' },
  { to: '/members/questions', key: 'questions', permission: 'members_read' },
  { to: '/my/record', key: 'record' },
  { to: '/account', key: 'account' },
];

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const s = useWords(shellWords);
  const kinds = useLabels(unitKinds);
  const { on } = usePageContext();
  const may = useMay();
  const go = useGo();
  const find = useCallback(
    async (text: string, signal: AbortSignal): Promise<Choice[]> => {
      const wanted = fold(text);
      const named = pages
        .filter((p) => (!p.permission || may(p.permission)) && fold(s(p.key)).includes(wanted))
        .map((p) => ({ key: p.to, label: s(p.key), kind: t('page') }));
      if (text.trim().length < 2) return named;
      const [units, documents] = await Promise.all([
        may('units_read') ? findUnits(text, on, signal).catch(() => []) : [],
        may('documents_read') ? findDocuments(text, signal).catch(() => []) : [],
      ]);
      const papers = documents.slice(0, 8).map((d) => ({ key: `/documents/${d.id}`, label: d.name, note: d.title, kind: t('document') }));
      const places = units.slice(0, 8).map((u) => ({ key: `/units/${encodeURIComponent(u.code)}`, label: u.name, note: u.code, kind: kinds(u.kind) }));
      // A number is a document's; words are more often a unit's.
      return /\d/.test(text) ? [...named, ...papers, ...places] : [...named, ...places, ...papers];
    },
    [may, on, s, t, kinds],
  );
  return (
    <Modal open onCancel={onClose} footer={null} title={t('title')} width={640} destroyOnHidden>
      <Pick
        label={t('title')}
        placeholder={s('find')}
        none={t('none')}
        find={find}
        findKey={`palette-${on}`}
        minimum={0}
        always
        autoFocus
        onPick={(choice) => {
          onClose();
          go(choice.key);
        }}
      />
    </Modal>
  );
}
