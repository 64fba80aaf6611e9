// Where one figure leads: a small dialog of links.
import Modal from 'antd/es/modal';
import { useMay } from '../../app/session.tsx';
import { To } from '../../shared/components/To.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import type { Door } from './query.ts';
import { statisticsWords } from './words.ts';

export interface Figure {
  value: string;
  where: string;
  doors: readonly Door[];
}
const needs: Partial<Record<Door['key'], string>> = { people: 'members_read', cases: 'members_read', unit: 'units_read' };

export function Doors({ figure, onClose }: { figure: Figure | null; onClose: () => void }) {
  const t = useWords(statisticsWords);
  const may = useMay();
  return (
    <Modal open={figure !== null} onCancel={onClose} footer={null} title={t('doors')} width={440}>
      <p>
        <span className="strong">{figure?.value}</span> · {figure?.where}
      </p>
      <ul className="doors" onClick={onClose}>
        {figure?.doors
          .filter((d) => may(needs[d.key] ?? 'statistics_read'))
          .map((d) => (
            <li key={d.key}>
              <To to={d.to}>{t(d.key)}</To>
            </li>
          ))}
      </ul>
    </Modal>
  );
}
