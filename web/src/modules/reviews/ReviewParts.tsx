// What the pages of weak organisations share: tabs, states, and the fields that several forms ask for.
import Input from 'antd/es/input';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field, Tag, type Tone } from '../../shared/components/Page.tsx';
import { TabLinks } from '../../shared/components/To.tsx';
import { useLabels, useWords } from '../../shared/i18n/index.ts';
import type { Labels } from '../../shared/i18n/words.ts';
import { fieldError } from '../../shared/api/problem.ts';
import type { RemedyItem } from './api.ts';
import { progresses, results, reviewWords } from './words.ts';

export function ReviewTabs() {
  const t = useWords(reviewWords);
  return (
    <TabLinks
      label={t('title')}
      tabs={[
        { to: '/weak', label: t('title'), end: true },
        { to: '/remedies', label: t('remedies') },
      ]}
    />
  );
}

const tones: Record<string, Tone> = { without: 'plain', on_time: 'info', soon: 'warn', overdue: 'bad' };
export function ProgressTag({ progress }: { progress: string }) {
  const say = useLabels(progresses);
  return <Tag tone={tones[progress] ?? 'plain'}>{say(progress)}</Tag>;
}
const resultTones: Record<string, Tone> = { reached: 'good', partly: 'warn', not_reached: 'bad' };
export function RemedyTag({ about }: { about: RemedyItem }) {
  const say = useLabels(results);
  if (about.result === null) return <ProgressTag progress={about.progress} />;
  return <Tag tone={resultTones[about.result] ?? 'plain'}>{say(about.result)}</Tag>;
}

export function Choose({ id, labels, value, onChange, label, empty }: { id: string; labels: Labels; value: string; onChange: (value: string) => void; label?: string; empty?: string }) {
  const say = useLabels(labels);
  return (
    <select id={id} className="plain-select" {...(label ? { 'aria-label': label } : {})} value={value} onChange={(e) => onChange(e.target.value)}>
      {empty === undefined ? null : <option value="">{empty}</option>}
      {Object.keys(labels).map((key) => (
        <option key={key} value={key}>
          {say(key)}
        </option>
      ))}
    </select>
  );
}

interface Part<V> {
  value: V;
  set: (part: Partial<V>) => void;
  error: unknown;
}
export function DayPart<K extends string>({ id, name, label, value, set, error }: Part<Record<K, string>> & { id: string; name: K; label: string }) {
  return (
    <Field id={id} label={label} error={fieldError(error, name)}>
      <DayField id={id} value={value[name] || undefined} onChange={(day) => set({ [name]: day ?? '' } as Partial<Record<K, string>>)} />
    </Field>
  );
}
export function TextPart<K extends string>({ id, name, label, note, long, value, set, error }: Part<Record<K, string>> & { id: string; name: K; label: string; note?: string; long?: boolean }) {
  const change = (text: string): void => set({ [name]: text } as Partial<Record<K, string>>);
  return (
    <Field id={id} label={label} note={note} error={fieldError(error, name)}>
      {long ? <Input.TextArea id={id} rows={3} value={value[name]} onChange={(e) => change(e.target.value)} /> : <Input id={id} value={value[name]} onChange={(e) => change(e.target.value)} />}
    </Field>
  );
}
