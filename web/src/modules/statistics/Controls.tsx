// What to count, by what, and from when to when; every choice is in the address.
import { DayField } from '../../shared/components/DayField.tsx';
import { Field } from '../../shared/components/Page.tsx';
import { useLabels, useWords } from '../../shared/i18n/index.ts';
import { writePeriod } from '../../shared/lists/period.ts';
import { fits, isState, isTarget, type Asked } from './query.ts';
import { dimensions, statisticsWords, steps } from './words.ts';

interface Props {
  asked: Asked;
  measures: readonly { name: string; title: string }[];
  change: (part: Record<string, string | undefined>) => void;
}
export function Controls({ asked, measures, change }: Props) {
  const t = useWords(statisticsWords);
  const dimension = useLabels(dimensions);
  const step = useLabels(steps);
  const [first = 'none', second = ''] = asked.by;
  const possible = Object.keys(dimensions).filter((d) => fits(asked.measure, d));
  const by = (a: string, b: string): void => change({ by: [a, b].filter(Boolean).join(',') || 'none' });
  const span = (from: string, until: string): void => change({ period: from <= until ? writePeriod({ from, until }) : writePeriod({ from: until, until: from }), on: undefined });
  const select = (id: string, label: string, value: string, options: readonly (readonly [string, string])[], pick: (value: string) => void) => (
    <Field id={id} label={label}>
      <select id={id} className="plain-select" value={value} onChange={(e) => pick(e.target.value)}>
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
  const whole: readonly [string, string] = ['none', t('whole')];
  return (
    <div className="panel stack">
      {select('ask-measure', t('measure'), asked.measure, measures.filter((m) => !isTarget(m.name)).map((m) => [m.name, m.title] as const), (m) => change({ m: m === 'members' ? undefined : m }))}
      {select('ask-by', t('by'), first, [whole, ...possible.map((d) => [d, dimension(d)] as const)], (d) => by(d, d === 'none' ? '' : second))}
      {first !== 'none' && !asked.step
        ? select('ask-then', t('then'), second, [['', t('whole')] as const, ...possible.filter((d) => d !== first).map((d) => [d, dimension(d)] as const)], (d) => by(first, d))
        : null}
      {select('ask-step', t('step'), asked.step ?? '', [['', t('atOnce')] as const, ...Object.keys(steps).map((s) => [s, step(s)] as const)], (s) => change({ step: s || undefined }))}
      {isState(asked.measure) && !asked.step ? null : (
        <>
          <Field id="ask-from" label={t('from')}>
            <DayField id="ask-from" value={asked.from} onChange={(from) => span(from ?? asked.from, asked.until)} />
          </Field>
          <Field id="ask-to" label={t('until')}>
            <DayField id="ask-to" value={asked.until} onChange={(until) => span(asked.from, until ?? asked.until)} />
          </Field>
        </>
      )}
      <p className="soft">{t('onDay')}</p>
    </div>
  );
}
