// One step of a plan: the verb, the units it begins with, and what comes out of it.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useState } from 'react';
import { Field } from '../../shared/components/Page.tsx';
import { unitKinds, unitLevels, useLabels, useWords, type Labels } from '../../shared/i18n/index.ts';
import { UnitPick } from '../org/UnitPick.tsx';
import { changeOf, emptyStep, type Change, type NewUnit, type StepFields } from './plan.ts';
import { planWords, verbs } from './words.ts';

function ListField({ id, label, labels, value, onChange }: { id: string; label: string; labels: Labels; value: string; onChange: (value: string) => void }) {
  const say = useLabels(labels);
  return (
    <Field id={id} label={label}>
      <Select id={id} style={{ width: '100%' }} value={value} onChange={onChange} options={Object.keys(labels).map((k) => ({ value: k, label: say(k) }))} />
    </Field>
  );
}

function Fresh({ value, set, named }: { value: NewUnit; set: (part: Partial<NewUnit>) => void; named: boolean }) {
  const t = useWords(planWords);
  return (
    <div className="pair">
      {named ? (
        <>
          <Field id="fresh-code" label={t('newCode')}>
            <Input id="fresh-code" value={value.code} onChange={(e) => set({ code: e.target.value.trim() })} />
          </Field>
          <Field id="fresh-name" label={t('newName')}>
            <Input id="fresh-name" value={value.name} onChange={(e) => set({ name: e.target.value })} />
          </Field>
        </>
      ) : null}
      <ListField id="fresh-kind" label={t('kind')} labels={unitKinds} value={value.kind} onChange={(kind) => set({ kind })} />
      <ListField id="fresh-level" label={t('level')} labels={unitLevels} value={value.level} onChange={(level) => set({ level })} />
      <Field id="fresh-parent" label={t('parent')}>
        <UnitPick id="fresh-parent" label={t('parent')} value={value.parent_code} onPick={(parent_code) => set({ parent_code })} />
      </Field>
    </div>
  );
}

// unit: the code that the first step begins with.
export function StepForm({ unit, onAdd }: { unit?: string | undefined; onAdd: (change: Change) => void }) {
  const t = useWords(planWords);
  const say = useLabels(verbs);
  const [s, setFields] = useState<StepFields>({ ...emptyStep, from: unit ? [unit] : [] });
  const set = (part: Partial<StepFields>): void => setFields((old) => ({ ...old, ...part }));
  const many = s.verb === 'merge' || s.verb === 'absorb';
  const change = changeOf(s);
  const freshOne = s.verb === 'merge' || s.verb === 'establish';
  return (
    <fieldset className="form">
      <legend className="hidden-visually">{t('addStep')}</legend>
      <Field id="step-verb" label={t('verb')}>
        <Select id="step-verb" style={{ width: '100%' }} value={s.verb} onChange={(verb) => setFields({ ...emptyStep, verb, from: s.from })} options={Object.keys(verbs).map((k) => ({ value: k, label: say(k) }))} />
      </Field>
      {s.verb === 'establish' ? null : (
        <Field id="step-from" label={t(many ? 'units' : 'unit')}>
          <UnitPick id="step-from" label={t(many ? 'units' : 'unit')} value={many ? '' : (s.from[0] ?? '')} onPick={(code) => set({ from: many ? [...s.from.filter((c) => c !== code), code] : [code] })} />
          {many && s.from.length > 0 ? (
            <div className="row" style={{ marginTop: 8 }}>
              {s.from.map((code) => (
                <span key={code} className="chip">
                  {code}
                  <button type="button" aria-label={`${t('remove')} ${code}`} onClick={() => set({ from: s.from.filter((c) => c !== code) })}>
                    ×
                  </button>
                </span>
              ))}
            </div>
          ) : null}
        </Field>
      )}
      {s.verb === 'absorb' ? (
        <Field id="step-into" label={t('into')}>
          <UnitPick id="step-into" label={t('into')} value={s.into} onPick={(into) => set({ into })} />
        </Field>
      ) : null}
      {freshOne || s.verb === 'split' ? <Fresh value={s.fresh} named={freshOne} set={(part) => set({ fresh: { ...s.fresh, ...part } })} /> : null}
      {s.verb === 'split' ? (
        <>
          <Field id="step-parts" label={t('parts')}>
            <Input.TextArea id="step-parts" rows={3} value={s.parts} onChange={(e) => set({ parts: e.target.value })} />
          </Field>
          <Field id="step-assign" label={t('assign')}>
            <Input.TextArea id="step-assign" rows={4} value={s.assign} onChange={(e) => set({ assign: e.target.value })} />
          </Field>
        </>
      ) : null}
      {s.verb === 'rename' ? (
        <Field id="step-name" label={t('newName')}>
          <Input id="step-name" value={s.name} onChange={(e) => set({ name: e.target.value })} />
        </Field>
      ) : null}
      {s.verb === 'move' ? (
        <Field id="step-parent" label={t('parent')}>
          <UnitPick id="step-parent" label={t('parent')} value={s.parent_code} onPick={(parent_code) => set({ parent_code })} />
        </Field>
      ) : null}
      {s.verb === 'change_kind' ? (
        <div className="pair">
          <ListField id="step-kind" label={t('kind')} labels={unitKinds} value={s.kind} onChange={(kind) => set({ kind })} />
          <ListField id="step-level" label={t('level')} labels={unitLevels} value={s.level} onChange={(level) => set({ level })} />
        </div>
      ) : null}
      <div>
        <Button
          disabled={!change}
          onClick={() => {
            if (!change) return;
            onAdd(change);
            setFields({ ...emptyStep, verb: s.verb });
          }}
        >
          {t('addStep')}
        </Button>
      </div>
    </fieldset>
  );
}
