// What each column of the file means, beside its first values.
import Button from 'antd/es/button';
import { Panel } from '../../shared/components/Page.tsx';
import { useWords } from '../../shared/i18n/index.ts';
import type { Prepared } from './api.ts';
import { judge } from './matching.ts';
import { importWords } from './words.ts';

export function ColumnsStep({ prepared, keys, onKeys, onCheck, busy }: { prepared: Prepared; keys: readonly string[]; onKeys: (keys: string[]) => void; onCheck: () => void; busy: boolean }) {
  const t = useWords(importWords);
  const { missing, doubled } = judge(prepared.columns, keys);
  return (
    <Panel title={t('stepColumns')}>
      <div className="stack">
        <p className="soft">{prepared.remembered ? t('remembered') : t('columnsNote')}</p>
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('stepColumns')}>
          <table className="small-table">
            <thead>
              <tr>
                <th scope="col">{t('inFile')}</th>
                <th scope="col">{t('inRegister')}</th>
                <th scope="col">{t('sample')}</th>
              </tr>
            </thead>
            <tbody>
              {prepared.header.map((name, i) => (
                <tr key={i}>
                  <th scope="row">{name}</th>
                  <td>
                    <select className="plain-select" aria-label={name} value={keys[i] ?? ''} onChange={(e) => onKeys(keys.map((k, j) => (j === i ? e.target.value : k)))}>
                      <option value="">{t('ignored')}</option>
                      {prepared.columns.map((c) => (
                        <option key={c.key} value={c.key}>
                          {c.name}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td className="soft">
                    {prepared.sample
                      .map((row) => row.cells[i] ?? '')
                      .filter((cell) => cell !== '')
                      .slice(0, 3)
                      .join(' · ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {missing.length > 0 ? <p className="field-error">{t('missing', { names: missing.join(', ') })}</p> : null}
        {doubled.length > 0 ? <p className="field-error">{t('doubled', { names: doubled.join(', ') })}</p> : null}
        <div className="row">
          <Button type="primary" disabled={busy || missing.length + doubled.length > 0} onClick={onCheck}>
            {t('check')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
