// Unit ▸ day or period ▸ structure, always there and in the address: what every page of now is about.
import Popover from 'antd/es/popover';
import Button from 'antd/es/button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { listAllPlans } from '../modules/reorganisation/api.ts';
import { findUnits, readUnit } from '../modules/org/api.ts';
import { DayField } from '../shared/components/DayField.tsx';
import { Field } from '../shared/components/Page.tsx';
import { useNarrow } from '../shared/components/useNarrow.ts';
import { Pick, type Choice } from '../shared/components/Pick.tsx';
import { common, fold, formatDay, formatPeriod, todayIso, unitKinds, useLabels, useLanguage, useWords } from '../shared/i18n/index.ts';
import { usePageContext } from '../shared/lists/context.ts';
import { partsOf, writePeriod } from '../shared/lists/period.ts';
import { planOf } from '../shared/lists/structure.ts';
import { useUrlState } from '../shared/lists/useUrlState.ts';
import { DownOutlined } from './icons.ts';

const words = {
  scope: ['Phạm vi', 'Scope'],
  everything: ['Mọi đơn vị được xem', 'All units you may see'],
  pickUnit: ['Tìm đơn vị theo tên hoặc mã', 'Find a unit by name or code'],
  none: ['Không có đơn vị nào khớp', 'No unit matches'],
  today: ['Hôm nay, {day}', 'Today, {day}'],
  todayShort: ['Hôm nay', 'Today'],
  year: ['Năm', 'Year'],
  period: ['Hoặc trong kỳ', 'Or a period'],
  noPeriod: ['không theo kỳ', 'no period'],
  periodNote: ['Danh sách và số đếm là của ngày cuối kỳ; tăng, giảm là trong cả kỳ.', 'Lists and counts are those of its last day; changes are those within it.'],
  asWas: ['theo cơ cấu khi đó', 'in the structure of that day'],
  asWasShort: ['khi đó', 'as it was'],
  restated: ['theo cơ cấu ngày {day}', 'in the structure of {day}'],
  restatedShort: ['cơ cấu {day}', 'of {day}'],
  structureDay: ['Theo cơ cấu của ngày', 'In the structure of'],
  planned: ['theo phương án {plan}', 'by the plan {plan}'],
  plannedShort: ['{plan}', '{plan}'],
  byPlan: ['Hoặc theo một phương án sắp xếp', 'Or as a reorganisation would leave it'],
  findPlan: ['Tìm phương án theo mã hoặc tên', 'Find a plan by code or title'],
  noPlan: ['Không có phương án nào khớp', 'No plan matches'],
  structureNote: ['Dùng cho số liệu: mọi con số được tính như thể tổ chức lúc nào cũng như ngày này.', 'For figures: each is counted as if the organisation had always been that of this day.'],
  dataDay: ['dữ liệu đến {day}', 'data up to {day}'],
  wholeScope: ['Bỏ chọn đơn vị', 'All units'],
  backToday: ['Về hôm nay', 'Back to today'],
  backAsWas: ['Về cơ cấu khi đó', 'Back to the structure of that day'],
} as const;

type Part = 'unit' | 'when' | 'structure';
interface PopProps {
  part: Part;
  open: Part | null;
  setOpen: (part: Part | null) => void;
  name: string;
  children: ReactNode;
}
function Pop({ part, open, setOpen, name, children }: PopProps) {
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open === part}
      onOpenChange={(o) => setOpen(o ? part : null)}
      content={
        <div className="stack" style={{ width: 'min(80vw, 420px)' }}>
          {children}
        </div>
      }
    >
      <button type="button" className="quiet" aria-haspopup="dialog">
        <span className="chosen">{name}</span>
        <DownOutlined style={{ fontSize: 12 }} />
      </button>
    </Popover>
  );
}

// A year and a part of it.
function PeriodPick({ onPick }: { onPick: (period: string | undefined) => void }) {
  const t = useWords(words);
  const language = useLanguage();
  const context = usePageContext();
  const name = context.period ? writePeriod(context.period) : '';
  const now = Number(todayIso().slice(0, 4));
  const [year, setYear] = useState(Number((context.period?.from ?? context.on).slice(0, 4)));
  const years = [...new Set([year, ...Array.from({ length: 31 }, (_, i) => now + 1 - i)])].sort((a, b) => b - a);
  const parts = partsOf(year);
  return (
    <>
      <div className="pair-row">
        <Field id="context-year" label={t('year')}>
          <select
            id="context-year"
            className="plain-select"
            value={year}
            onChange={(e) => {
              setYear(Number(e.target.value));
              if (name) onPick(/^\d{4}(-\w+)?$/.test(name) ? `${e.target.value}${name.slice(4)}` : e.target.value);
            }}
          >
            {years.map((y) => (
              <option key={y}>{y}</option>
            ))}
          </select>
        </Field>
        <Field id="context-period" label={t('period')}>
          <select id="context-period" className="plain-select" value={name} onChange={(e) => onPick(e.target.value || undefined)}>
            <option value="">{t('noPeriod')}</option>
            {name && !parts.includes(name) ? <option value={name}>{formatPeriod(name, language)}</option> : null}
            {parts.map((p) => (
              <option key={p} value={p}>
                {formatPeriod(p, language)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <p className="soft">{t('periodNote')}</p>
    </>
  );
}

// A plan as whose outcome figures are told, found by its code or title.
function PlanPick({ plan, onPick }: { plan: string | undefined; onPick: (code: string | undefined) => void }) {
  const t = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const find = async (text: string): Promise<Choice[]> => {
    const plans = await client.fetchQuery({ queryKey: ['plans', 'context'], queryFn: ({ signal }) => listAllPlans(signal), staleTime: 60_000 });
    const wanted = fold(text.trim());
    return plans
      .filter((p) => p.state !== 'undone' && fold(`${p.code} ${p.title}`).includes(wanted))
      .slice(0, 20)
      .map((p) => ({ key: p.code, label: p.title || p.code, note: `${p.code} · ${formatDay(p.effective_on, language)}` }));
  };
  return (
    <Field id="context-plan" label={t('byPlan')}>
      <Pick id="context-plan" label={t('byPlan')} placeholder={t('findPlan')} none={t('noPlan')} findKey="plans" minimum={0} {...(plan ? { value: plan } : {})} find={find} onPick={(choice) => onPick(choice.key)} onClear={() => onPick(undefined)} />
    </Field>
  );
}

export function ContextBar() {
  const t = useWords(words);
  const c = useWords(common);
  const kinds = useLabels(unitKinds);
  const language = useLanguage();
  const context = usePageContext();
  const [url, change] = useUrlState();
  const [open, setOpen] = useState<Part | null>(null);
  const unit = useQuery({
    queryKey: ['unit', context.unit, context.on],
    queryFn: () => readUnit(context.unit ?? '', context.on),
    enabled: context.unit !== undefined,
  });
  const today = todayIso();
  const narrow = useNarrow();
  const take = (part: Record<string, string | undefined>): void => {
    change(part);
    setOpen(null);
  };
  const when = context.period ? formatPeriod(url['period'] ?? '', language) : context.onChosen ? formatDay(context.on, language) : t(narrow ? 'todayShort' : 'today', { day: formatDay(today, language) });
  const plan = planOf(context.structure);
  const structure = plan
    ? t(narrow ? 'plannedShort' : 'planned', { plan })
    : context.structure
      ? t(narrow ? 'restatedShort' : 'restated', { day: formatDay(context.structure, language) })
      : t(narrow ? 'asWasShort' : 'asWas');
  return (
    <div className="context" role="region" aria-label={t('scope')}>
      <Pop part="unit" open={open} setOpen={setOpen} name={context.unit ? (unit.data?.unit.name ?? context.unit) : t('everything')}>
        <Pick
          label={t('pickUnit')}
          placeholder={t('pickUnit')}
          none={t('none')}
          findKey={`units-${context.on}`}
          always
          autoFocus
          find={async (text, signal) => (await findUnits(text, context.on, signal)).map((u) => ({ key: u.code, label: u.name, note: u.code, kind: kinds(u.kind) }))}
          onPick={(choice) => take({ unit: choice.key })}
        />
        {context.unit ? <Button onClick={() => take({ unit: undefined })}>{t('wholeScope')}</Button> : null}
      </Pop>
      <span className="arrow" aria-hidden="true">
        ▸
      </span>
      <Pop part="when" open={open} setOpen={setOpen} name={when}>
        <Field id="context-day" label={c('on')}>
          <DayField id="context-day" value={context.on} onChange={(day) => take({ on: day === today ? undefined : day, period: undefined })} />
        </Field>
        <PeriodPick onPick={(period) => change({ period, on: undefined })} />
        <Button onClick={() => take({ on: undefined, period: undefined })}>{t('backToday')}</Button>
      </Pop>
      <span className="arrow" aria-hidden="true">
        ▸
      </span>
      <Pop part="structure" open={open} setOpen={setOpen} name={structure}>
        <Field id="context-structure" label={t('structureDay')} note={t('structureNote')}>
          <DayField id="context-structure" value={plan ? undefined : context.structure} onChange={(s) => take({ s })} />
        </Field>
        {open === 'structure' ? <PlanPick plan={plan} onPick={(code) => take({ s: code ? `plan:${code}` : undefined })} /> : null}
        <Button onClick={() => take({ s: undefined })}>{t('backAsWas')}</Button>
      </Pop>
      <span className="data-day">{t('dataDay', { day: formatDay(today, language) })}</span>
    </div>
  );
}
