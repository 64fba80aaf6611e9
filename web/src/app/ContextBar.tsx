// Unit ▸ day, always there and in the address: what every page of now is about.
import Popover from 'antd/es/popover';
import Button from 'antd/es/button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { findUnits, readUnit } from '../modules/org/api.ts';
import { DayField } from '../shared/components/DayField.tsx';
import { useNarrow } from '../shared/components/useNarrow.ts';
import { Pick } from '../shared/components/Pick.tsx';
import { common, formatDay, todayIso, unitKinds, useLabels, useLanguage, useWords } from '../shared/i18n/index.ts';
import { usePageContext } from '../shared/lists/context.ts';
import { useUrlState } from '../shared/lists/useUrlState.ts';
import { DownOutlined } from './icons.ts';

const words = {
  scope: ['Phạm vi', 'Scope'],
  everything: ['Mọi đơn vị được xem', 'All units you may see'],
  pickUnit: ['Tìm đơn vị theo tên hoặc mã', 'Find a unit by name or code'],
  none: ['Không có đơn vị nào khớp', 'No unit matches'],
  today: ['Hôm nay, {day}', 'Today, {day}'],
  todayShort: ['Hôm nay', 'Today'],
  structure: ['theo cơ cấu khi đó', 'in the structure of that day'],
  dataDay: ['dữ liệu đến {day}', 'data up to {day}'],
  wholeScope: ['Bỏ chọn đơn vị', 'All units'],
  backToday: ['Về hôm nay', 'Back to today'],
} as const;

export function ContextBar() {
  const t = useWords(words);
  const c = useWords(common);
  const kinds = useLabels(unitKinds);
  const language = useLanguage();
  const context = usePageContext();
  const [, change] = useUrlState();
  const [open, setOpen] = useState<'unit' | 'day' | null>(null);
  const unit = useQuery({
    queryKey: ['unit', context.unit, context.on],
    queryFn: () => readUnit(context.unit ?? '', context.on),
    enabled: context.unit !== undefined,
  });
  const today = todayIso();
  const narrow = useNarrow();
  return (
    <div className="context" role="region" aria-label={t('scope')}>
      <Popover
        trigger="click"
        placement="bottomLeft"
        open={open === 'unit'}
        onOpenChange={(o) => setOpen(o ? 'unit' : null)}
        content={
          <div className="stack" style={{ width: 'min(80vw, 420px)' }}>
            <Pick
              label={t('pickUnit')}
              placeholder={t('pickUnit')}
              none={t('none')}
              findKey={`units-${context.on}`}
              always
              autoFocus
              find={async (text, signal) => (await findUnits(text, context.on, signal)).map((u) => ({ key: u.code, label: u.name, note: u.code, kind: kinds(u.kind) }))}
              onPick={(choice) => {
                change({ unit: choice.key });
                setOpen(null);
              }}
            />
            {context.unit ? (
              <Button
                onClick={() => {
                  change({ unit: undefined });
                  setOpen(null);
                }}
              >
                {t('wholeScope')}
              </Button>
            ) : null}
          </div>
        }
      >
        <button type="button" className="quiet" aria-haspopup="dialog">
          {context.unit ? (unit.data?.unit.name ?? context.unit) : t('everything')}
          <DownOutlined style={{ fontSize: 12 }} />
        </button>
      </Popover>
      <span className="arrow" aria-hidden="true">
        ▸
      </span>
      <Popover
        trigger="click"
        placement="bottomLeft"
        open={open === 'day'}
        onOpenChange={(o) => setOpen(o ? 'day' : null)}
        content={
          <div className="stack">
            <label className="field-label" htmlFor="context-day">
              {c('on')}
            </label>
            <DayField
              id="context-day"
              value={context.on}
              onChange={(day) => {
                change({ on: day === today ? undefined : day });
                setOpen(null);
              }}
            />
            <Button
              onClick={() => {
                change({ on: undefined });
                setOpen(null);
              }}
            >
              {t('backToday')}
            </Button>
          </div>
        }
      >
        <button type="button" className="quiet" aria-haspopup="dialog">
          {context.onChosen ? formatDay(context.on, language) : t(narrow ? 'todayShort' : 'today', { day: formatDay(today, language) })}
          <DownOutlined style={{ fontSize: 12 }} />
        </button>
      </Popover>
      <span className="soft structure">{t('structure')}</span>
      <span className="data-day">{t('dataDay', { day: formatDay(today, language) })}</span>
    </div>
  );
}
