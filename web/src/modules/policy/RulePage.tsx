// One rule: what it checks, whom it stops, after which provision, with which parameters, and the stories it is tested with.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useMay } from '../../app/session.tsx';
import { DayField } from '../../shared/components/DayField.tsx';
import { Facts, Field, Page, Panel } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, formatNumber, formatTime, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { readRule, setParameter, type Parameter, type Rule } from './api.ts';
import { RuleState, SourceOf, useSpan } from './RuleParts.tsx';
import { policyWords } from './words.ts';

function SetForm({ rule, parameter, onDone }: { rule: string; parameter: Parameter; onDone: () => void }) {
  const t = useWords(policyWords);
  const client = useQueryClient();
  const { on } = usePageContext();
  const [value, setValue] = useState(String(parameter.value));
  const [from, setFrom] = useState(on);
  const save = useMutation({
    mutationFn: () => setParameter(rule, parameter.key, { value: Number(value), from }, parameter.version),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['rule', rule] });
      onDone();
    },
    onError: () => client.invalidateQueries({ queryKey: ['rule', rule] }),
  });
  const id = `set-${parameter.key}`;
  return (
    <SaveForm save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t('set')} disabled={!/^\d+$/.test(value)} onCancel={onDone}>
      <div className="pair">
        <Field id={id} label={`${t('value')} (${parameter.unit})`}>
          <Input id={id} inputMode="numeric" value={value} onChange={(e) => setValue(e.target.value.trim())} />
        </Field>
        <Field id={`${id}-from`} label={t('setFrom')}>
          <DayField id={`${id}-from`} value={from} onChange={(day) => day && setFrom(day)} />
        </Field>
      </div>
    </SaveForm>
  );
}

function OneParameter({ rule, parameter: p }: { rule: string; parameter: Parameter }) {
  const t = useWords(policyWords);
  const language = useLanguage();
  const may = useMay();
  const [open, setOpen] = useState(false);
  return (
    <li className="stack">
      <div className="row">
        <span>{p.title}</span>
        <span className="strong">
          {formatNumber(p.value, language)} {p.unit}
        </span>
        <span className="soft">{t('byDefault', { value: formatNumber(p.default_value, language) })}</span>
        {may('settings_manage') && !open ? (
          <span className="push">
            <Button onClick={() => setOpen(true)}>{t('set')}</Button>
          </span>
        ) : null}
      </div>
      {p.set.map((s) => (
        <p key={`${s.from} ${s.set_at}`} className="soft">
          {t('setBy', { value: formatNumber(s.value, language), from: formatDay(s.from, language), who: s.set_by, at: formatTime(s.set_at) })}
        </p>
      ))}
      {open ? <SetForm rule={rule} parameter={p} onDone={() => setOpen(false)} /> : null}
    </li>
  );
}

function Parameters({ rule }: { rule: Rule }) {
  const t = useWords(policyWords);
  return (
    <Panel title={t('parameters')}>
      <p className="soft">{t(rule.parameters.length > 0 ? 'parametersNote' : 'noParameters')}</p>
      <ul className="stack">
        {rule.parameters.map((p) => (
          <OneParameter key={p.key} rule={rule.id} parameter={p} />
        ))}
      </ul>
    </Panel>
  );
}

function Stories({ rule }: { rule: Rule }) {
  const t = useWords(policyWords);
  return (
    <Panel title={t('stories')}>
      <p className="soft">{t(rule.stories.length > 0 ? 'storiesNote' : 'noStories')}</p>
      {rule.stories.map((s) => (
        <details key={s.name}>
          <summary className="tools-summary">{s.name}</summary>
          <div className="stack" style={{ gap: 4, paddingLeft: 16 }}>
            {s.text
              .trimEnd()
              .split('\n')
              .map((line, i) => (
                <p key={i}>{line.trim()}</p>
              ))}
          </div>
        </details>
      ))}
    </Panel>
  );
}

export function RulePage() {
  const { id = '' } = useParams();
  const t = useWords(policyWords);
  const span = useSpan();
  const { on } = usePageContext();
  const q = useQuery({ queryKey: ['rule', id, on], queryFn: () => readRule(id, on) });
  const versions = q.data?.items ?? [];
  const rule = versions.find((r) => r.applies) ?? versions.at(-1);
  if (!rule)
    return (
      <Page title={id} lead={<To to="/admin/rules">{t('title')}</To>}>
        {q.isPending ? <Loading /> : <ErrorState error={q.error} onRetry={() => void q.refetch()} />}
      </Page>
    );
  return (
    <Page title={`${rule.id}. ${rule.title}`} lead={<To to="/admin/rules">{t('title')}</To>} actions={<RuleState rule={rule} />}>
      <div className="columns">
        <div className="stack">
          <Panel>
            {rule.stale ? <p className="strong">{t('staleHint')}</p> : null}
            <Facts
              rows={[
                [t('checks'), rule.checks],
                [t('stops'), rule.stops],
                [t('source'), <SourceOf key="s" rule={rule} />],
                [t('period'), span(rule)],
              ]}
            />
          </Panel>
          <Parameters rule={rule} />
        </div>
        <div className="stack">
          {versions.length > 1 ? (
            <Panel title={t('versions')}>
              <ol className="timeline">
                {versions.map((r) => (
                  <li key={r.from}>
                    <div className="when">{span(r)}</div>
                    <SourceOf rule={r} />
                  </li>
                ))}
              </ol>
            </Panel>
          ) : null}
          <Stories rule={rule} />
        </div>
      </div>
    </Page>
  );
}
