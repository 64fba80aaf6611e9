// A unit's year at a glance: the movement of members from the opening of the year to now, each number a door.
import { useQueries } from '@tanstack/react-query';
import { useFiguresDay } from '../../app/focus.ts';
import { Panel } from '../../shared/components/Page.tsx';
import { ErrorState } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { ask } from './api.ts';
import { dayAfter } from './query.ts';
import { statisticsWords } from './words.ts';

const movement = [
  ['opening', '', 'opening'],
  ['admissions', '+', ['Kết nạp', 'Admissions']],
  ['transfers_in', '+', ['Chuyển đến', 'Transfers in']],
  ['reorganised_in', '+', ['Tăng do sắp xếp', 'Reorganised in']],
  ['leavers', '−', ['Ra khỏi Đảng, từ trần', 'Leavers']],
  ['transfers_out', '−', ['Chuyển đi', 'Transfers out']],
  ['reorganised_out', '−', ['Giảm do sắp xếp', 'Reorganised out']],
  ['closing', '=', 'closing'],
] as const;

export function UnitFigures({ unit }: { unit: string }) {
  const t = useWords(statisticsWords);
  const language = useLanguage();
  const { on } = useFiguresDay();
  const year = on.slice(0, 4);
  const period = { from: `${year}-01-01`, to: dayAfter(on) };
  const answers = useQueries({ queries: movement.map(([measure]) => ({ queryKey: ['figures', 'year', measure, unit, on], queryFn: () => ask({ measure, unit, by: [], period, structure: { mode: 'as_was' } }), retry: false })) });
  const failed = answers.find((a) => a.error);
  return (
    <Panel title={t('figures', { year })} extra={<To to={`/statistics?unit=${encodeURIComponent(unit)}`}>{t('more')}</To>}>
      {failed ? (
        <ErrorState error={failed.error} bare />
      ) : (
        <table className="small-table">
          <tbody>
            {movement.map(([measure, sign, words], i) => {
              const value = answers[i]?.data?.rows[0]?.[0];
              return (
                <tr key={measure}>
                  <th scope="row">
                    {sign} {typeof words === 'string' ? t(words) : words[language === 'vi' ? 0 : 1]}
                  </th>
                  <td className="number">
                    <To to={`/statistics?unit=${encodeURIComponent(unit)}&m=${measure}`}>{typeof value === 'number' ? formatNumber(value, language) : '–'}</To>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
