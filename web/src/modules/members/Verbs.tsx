// What may be begun at a member's record: transfer, absence, recognition, the end of the membership, a badge.
import Dropdown from 'antd/es/dropdown';
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { DayField } from '../../shared/components/DayField.tsx';
import { Field, Panel } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { useLabels, useWords, type Labels } from '../../shared/i18n/index.ts';
import { useGo, usePageContext } from '../../shared/lists/context.ts';
import { UnitPick } from '../org/UnitPick.tsx';
import { awardBadge, endMembership, openAbsence, openRecognition, openTransfer, type CasePage, type MemberPage as Member } from './api.ts';
import { Behalf } from './Behalf.tsx';
import { fieldError } from '../../shared/api/problem.ts';
import { ownWords } from './ownWords.ts';
import { badgeManners, caseKinds, endReasons, memberWords } from './words.ts';

export const verbs = ['transfer', 'absence', 'recognition', 'end', 'badge'] as const;
export type Verb = (typeof verbs)[number];

export function VerbMenu({ member, onPick }: { member: Member; onPick: (verb: Verb | 'account') => void }) {
  const t = useWords(memberWords);
  const o = useWords(ownWords);
  if (!member.may_manage) return null;
  const possible = verbs.filter(() => member.status !== null).filter((v) => (v === 'recognition' ? member.status === 'probationary' : v === 'badge' ? (member.party_age ?? 0) >= 29 : true));
  return (
    <Dropdown trigger={['click']} menu={{ items: [...possible.map((v) => ({ key: v, label: t(v) })), { key: 'account', label: o('link') }], onClick: ({ key }) => onPick(key as Verb | 'account') }}>
      <Button type="primary" aria-haspopup="menu">
        {t('verbs')}
      </Button>
    </Dropdown>
  );
}

const empty = { to_code: '', host_code: '', moved_on: '', sent_on: '', from: '', until: '', kind: 'temporary', study: false, country: '', document: '', reason: 'struck_off', article: '', on: '', years: '', manner: 'due', entered_for: '', note: '' };
type Fields = typeof empty;

function pick<K extends keyof Fields>(d: Fields, ...names: K[]): Record<string, unknown> {
  return Object.fromEntries(names.map((n) => [n, d[n] === '' && (n === 'until' || n === 'from' || n === 'sent_on') ? null : d[n]]));
}

function send(member: Member, verb: Verb, d: Fields): Promise<CasePage | Member> {
  const { code, version } = member;
  if (verb === 'transfer') return openTransfer(code, pick(d, 'to_code', 'moved_on', 'sent_on', 'document', 'entered_for', 'note'));
  if (verb === 'absence') return openAbsence(code, pick(d, 'kind', 'from', 'until', 'host_code', 'study', 'country', 'document', 'entered_for', 'note'));
  if (verb === 'recognition') return openRecognition(code, pick(d, 'entered_for', 'note'));
  if (verb === 'end') return endMembership(code, pick(d, 'reason', 'on', 'article', 'document', 'entered_for', 'note'), version);
  return awardBadge(code, { ...pick(d, 'on', 'manner', 'document'), years: Number(d.years) });
}

export function VerbForm({ member, verb, onDone }: { member: Member; verb: Verb; onDone: () => void }) {
  const t = useWords(memberWords);
  const kinds = useLabels(caseKinds);
  const reasons = useLabels(endReasons);
  const manners = useLabels(badgeManners);
  const { on } = usePageContext();
  const client = useQueryClient();
  const go = useGo();
  const [d, setFields] = useState<Fields>({ ...empty, moved_on: on, sent_on: on, from: on, on, years: String(Math.floor(((member.party_age ?? 30) + 1) / 5) * 5) });
  const set = (part: Partial<Fields>): void => setFields((old) => ({ ...old, ...part }));
  const save = useMutation({
    mutationFn: () => send(member, verb, d),
    onSuccess: async (answer) => {
      await client.invalidateQueries({ predicate: (q) => ['case', 'cases', 'member', 'members', 'due'].includes(String(q.queryKey[0])) });
      onDone();
      if ('about' in answer) go(`/members/cases/${answer.about.id}`);
    },
  });
  const wrong = (field: string): string | undefined => fieldError(save.error, field);
  const field = (name: keyof Fields, label: string, control: (id: string) => ReactNode, note?: string) => (
    <Field id={`verb-${name}`} label={label} note={note} error={wrong(name)}>
      {control(`verb-${name}`)}
    </Field>
  );
  const day = (name: 'moved_on' | 'sent_on' | 'from' | 'until' | 'on', label: string, note?: string) => field(name, label, (id) => <DayField id={id} value={d[name] || undefined} onChange={(v) => set({ [name]: v ?? '' })} />, note);
  const text = (name: 'document' | 'article' | 'country' | 'years', label: string, note?: string) => field(name, label, (id) => <Input id={id} value={d[name]} onChange={(e) => set({ [name]: e.target.value })} />, note);
  const unit = (name: 'to_code' | 'host_code', label: string) => field(name, label, (id) => <UnitPick id={id} label={label} value={d[name]} onPick={(code) => set({ [name]: code })} />);
  const list = (name: 'kind' | 'reason' | 'manner', label: string, keys: readonly string[], say: (k: string) => string) =>
    field(name, label, (id) => <Select id={id} style={{ width: '100%' }} value={d[name]} onChange={(v: string) => set({ [name]: v })} options={keys.map((k) => ({ value: k, label: say(k) }))} />);
  const ends: Labels = endReasons;
  return (
    <Panel title={t(verb)}>
      <SaveForm save={{ mutate: () => save.mutate(), isPending: save.isPending, error: save.error }} label={t(verb === 'transfer' ? 'send' : verb === 'badge' ? 'award' : verb === 'end' ? 'end' : 'begin')} onCancel={onDone} disabled={verb === 'transfer' && d.to_code === ''}>
        {verb === 'transfer' ? (
          <>
            <p className="soft">{t('transferNote')}</p>
            <div className="pair">
              {unit('to_code', t('toUnit'))}
              {day('moved_on', t('movedOn'))}
              {day('sent_on', t('sentOn'), t('sentLater'))}
              {text('document', t('document'), t('decisionHint'))}
            </div>
          </>
        ) : null}
        {verb === 'absence' ? (
          <div className="pair">
            {list('kind', t('absenceKind'), ['temporary', 'abroad', 'exemption', 'suspension'], kinds)}
            {day('from', t('absenceFrom'))}
            {day('until', t('absenceUntil'))}
            {d.kind === 'temporary' ? unit('host_code', t('host')) : null}
            {d.kind === 'abroad' ? text('country', t('country')) : null}
            {text('document', t('document'), t('decisionHint'))}
            {d.kind === 'temporary' || d.kind === 'abroad' ? (
              <label className="row">
                <input type="checkbox" checked={d.study} onChange={(e) => set({ study: e.target.checked })} /> {t('study')}
              </label>
            ) : null}
          </div>
        ) : null}
        {verb === 'end' ? (
          <>
            <p className="soft">{t('endNote')}</p>
            <div className="pair">
              {list('reason', t('endReason'), Object.keys(ends).filter((k) => ['struck_off', 'left', 'expelled', 'deceased'].includes(k)), reasons)}
              {day('on', t('onDay'))}
              {d.reason === 'deceased' ? null : text('article', t('article'))}
              {text('document', t('document'), t('decisionHint'))}
            </div>
          </>
        ) : null}
        {verb === 'badge' ? (
          <div className="pair">
            {text('years', t('badgeOf'))}
            {day('on', t('onDay'))}
            {list('manner', t('manner'), Object.keys(badgeManners), manners)}
            {text('document', t('document'), t('decisionHint'))}
          </div>
        ) : null}
        {verb === 'badge' ? null : <Behalf value={d} set={set} error={save.error} />}
      </SaveForm>
    </Panel>
  );
}
