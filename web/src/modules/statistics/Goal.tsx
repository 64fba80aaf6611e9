// What a number of members on a day needs each year, beside what the last whole years gave.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field, Panel } from '../../shared/components/Page.tsx';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { formatDay, formatNumber, parseNumber, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { assessGoal, type Feasibility, type TargetItem } from './api.ts';
import { targetWords } from './targetWords.ts';

function Says({ answer: f, unit }: { answer: Feasibility; unit: string }) {
  const t = useWords(targetWords);
  const language = useLanguage();
  const n = (value: number | null, digits = 0): string => (value === null ? '–' : formatNumber(Math.round(value * 10 ** digits) / 10 ** digits, language));
  const said = { on: formatDay(f.on, language), by: formatDay(f.by, language), unit, members: n(f.members), goal: n(f.goal) };
  if (f.members === null) return <p>{t('goalWithheld')}</p>;
  if (f.members >= f.goal) return <p className="strong">{t('goalReached', said)}</p>;
  return (
    <div className="stack" role="status">
      <p className="strong">{t('goalSays', { ...said, years: n(f.years, 1), needed: n(f.needed_a_year), rate: n(f.needed_rate, 2) })}</p>
      {f.admissions_a_year !== null && f.leavers_a_year !== null ? <p>{t('goalPast', { admissions: n(f.admissions_a_year, 1), leavers: n(f.leavers_a_year, 1) })}</p> : null}
      {f.needed_admissions_a_year !== null ? (
        <p className="strong">{f.times_as_many === null ? t('goalNeedsAlone', { needed: n(f.needed_admissions_a_year) }) : t('goalNeeds', { needed: n(f.needed_admissions_a_year), times: n(f.times_as_many, 1) })}</p>
      ) : null}
    </div>
  );
}

export function Goal({ unit }: { unit: TargetItem }) {
  const t = useWords(targetWords);
  const language = useLanguage();
  const [url, change] = useUrlState();
  const [goal, setGoal] = useState(url['goal'] ? formatNumber(Number(url['goal']), language) : '');
  const [by, setBy] = useState(url['by']);
  const [missing, setMissing] = useState(false);
  const number = parseNumber(goal, language);
  const asked = { unit: unit.unit_code, goal: Number(url['goal']), by: url['by'] ?? '' };
  const q = useQuery({ queryKey: ['goal', asked], queryFn: () => assessGoal(asked), enabled: asked.goal > 0 && asked.by !== '', retry: false });
  const ready = number !== undefined && Number.isInteger(number) && number > 0 && by;
  return (
    <Panel title={t('goalTitle')}>
      <div className="stack">
        <form
          className="form no-print"
          onSubmit={(e) => {
            e.preventDefault();
            setMissing(!ready);
            if (ready) change({ goal: String(number), by });
          }}
        >
          <div className="pair">
            <Field id="goal" label={t('goal')} note={t('goalHint')} error={goal.trim() !== '' && number === undefined ? t('valueWrong') : undefined}>
              <Input id="goal" inputMode="numeric" value={goal} onChange={(e) => setGoal(e.target.value)} />
            </Field>
            <Field id="goal-by" label={t('by')}>
              <DayField id="goal-by" value={by} onChange={setBy} />
            </Field>
          </div>
          {missing ? (
            <p className="field-error" role="alert">
              {t('goalMissing')}
            </p>
          ) : null}
          <div>
            <Button htmlType="submit">
              {t('compute')}
            </Button>
          </div>
        </form>
        {q.isFetching && !q.data ? <Loading rows={2} /> : null}
        {q.error ? <ErrorState error={q.error} bare /> : null}
        {q.data && !q.error ? <Says answer={q.data} unit={unit.unit_name} /> : null}
      </div>
    </Panel>
  );
}
