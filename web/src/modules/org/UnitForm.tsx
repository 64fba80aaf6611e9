// Adds a unit below, or changes name, kind, level or parent from a day on; what was before stays as history.
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DayField } from '../../shared/components/DayField.tsx';
import { EndFrom } from '../../shared/components/EndFrom.tsx';
import { Field, Panel } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { unitKinds, unitLevels, useLabels, useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { addFunction, addUnit, changeUnit, endFunction, endUnit, type UnitFunction, type UnitPage } from './api.ts';
import { UnitPick } from './UnitPick.tsx';
import { orgWords } from './words.ts';

export function UnitForm({ page, mode, onDone }: { page: UnitPage; mode: 'add' | 'change'; onDone: () => void }) {
  const unit = page.unit;
  const t = useWords(orgWords);
  const kinds = useLabels(unitKinds);
  const levels = useLabels(unitLevels);
  const { on } = usePageContext();
  const client = useQueryClient();
  const draft = useDraft(mode === 'add' ? `unit.add.${unit.code}` : `unit.${unit.code}.${page.version}`, {
    code: mode === 'add' ? '' : unit.code,
    name: mode === 'add' ? '' : unit.name,
    kind: unit.kind,
    level: unit.level,
    parent_code: mode === 'add' ? unit.code : unit.parent_code,
    from: on,
  });
  const { value: row, set } = draft;
  const save = useMutation({
    mutationFn: () => {
      const { code, ...change } = row;
      return mode === 'add' ? addUnit({ ...row, to: null }) : changeUnit(unit.code, change, page.version);
    },
    onSuccess: async () => {
      draft.clear();
      await client.invalidateQueries();
      onDone();
    },
  });
  return (
    <Panel title={mode === 'add' ? t('addBelow') : t('change')}>
      <SaveForm save={save} draft={draft} label={t('saveUnit')} onCancel={onDone}>
        <Field id="unit-name" label={t('unitName')}>
          <Input id="unit-name" required value={row.name} onChange={(e) => set({ name: e.target.value })} />
        </Field>
        <div className="pair">
          {mode === 'add' ? (
            <Field id="unit-code" label={t('code')}>
              <Input id="unit-code" required value={row.code} onChange={(e) => set({ code: e.target.value })} />
            </Field>
          ) : (
            <Field id="unit-parent" label={t('parent')}>
              <UnitPick id="unit-parent" label={t('parent')} value={row.parent_code} onPick={(parent_code) => set({ parent_code })} />
            </Field>
          )}
          <Field id="unit-from" label={t('changeFrom')}>
            <DayField id="unit-from" value={row.from} onChange={(from) => from && set({ from })} />
          </Field>
        </div>
        <div className="pair">
          <Field id="unit-kind" label={t('kind')}>
            <Select id="unit-kind" value={row.kind} style={{ width: '100%' }} onChange={(kind) => set({ kind })} options={Object.keys(unitKinds).map((k) => ({ value: k, label: kinds(k) }))} />
          </Field>
          <Field id="unit-level" label={t('level')}>
            <Select id="unit-level" value={row.level} style={{ width: '100%' }} onChange={(level) => set({ level })} options={Object.keys(unitLevels).map((k) => ({ value: k, label: levels(k) }))} />
          </Field>
        </div>
      </SaveForm>
    </Panel>
  );
}

// Ends a unit from a day on; its history stays.
export function EndForm({ page, onDone }: { page: UnitPage; onDone: () => void }) {
  const t = useWords(orgWords);
  const client = useQueryClient();
  const below = page.unit.children;
  return (
    <Panel title={t('end')}>
      <EndFrom id="end-on" label={t('end')} dayLabel={t('endFrom')} end={(day) => endUnit(page.unit.code, day, page.version)} again={() => client.invalidateQueries()} onDone={onDone} onCancel={onDone}>
        <p>{t('endNote', { name: page.unit.name })}</p>
        {below > 0 ? <p>{t('endBelow', { n: below })}</p> : null}
      </EndFrom>
    </Panel>
  );
}

// Ends one function from a day on: what the unit no longer does stays readable on the days before.
export function EndFunction({ f, onDone }: { f: UnitFunction; onDone: () => void }) {
  const t = useWords(orgWords);
  const client = useQueryClient();
  return (
    <EndFrom id="function-end" label={t('endFunction')} dayLabel={t('endFunctionFrom')} panel end={(day, over) => endFunction(f, day, over)} again={() => client.invalidateQueries({ queryKey: ['unit'] })} onDone={onDone} onCancel={onDone}>
      <p>{t('endFunctionNote')}</p>
    </EndFrom>
  );
}

export function FunctionForm({ code, onDone }: { code: string; onDone: () => void }) {
  const t = useWords(orgWords);
  const { on } = usePageContext();
  const client = useQueryClient();
  const draft = useDraft(`function.${code}`, { text: '', document: '', provision: '', from: on });
  const { value: row, set } = draft;
  const save = useMutation({
    mutationFn: () => addFunction(code, row),
    onSuccess: async () => {
      draft.clear();
      await client.invalidateQueries({ queryKey: ['unit'] });
      onDone();
    },
  });
  return (
    <SaveForm save={save} draft={draft} label={t('addFunction')} onCancel={onDone}>
      <Field id="function-text" label={t('functions')}>
        <Input.TextArea id="function-text" rows={2} required value={row.text} onChange={(e) => set({ text: e.target.value })} />
      </Field>
      <div className="pair">
        <Field id="function-document" label={t('source')} note="137-QĐ/TW@2023-12-01">
          <Input id="function-document" required value={row.document} onChange={(e) => set({ document: e.target.value })} />
        </Field>
        <Field id="function-provision" label={t('provision')}>
          <Input id="function-provision" value={row.provision} onChange={(e) => set({ provision: e.target.value })} />
        </Field>
        <Field id="function-from" label={t('changeFrom')}>
          <DayField id="function-from" value={row.from} onChange={(from) => from && set({ from })} />
        </Field>
      </div>
    </SaveForm>
  );
}
