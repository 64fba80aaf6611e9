// One member: who it is, where since when, what comes next and who owes it, and beside it what was done to the record.
import Button from 'antd/es/button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { isProblem } from '../../shared/api/problem.ts';
import { Facts, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { Conflict, ErrorState, Loading, useErrorText } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { common, formatActor, formatDay, formatTime, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { correctMember, readCitizenNumber, readMember, readTimeline, type MemberFields, type MemberPage as Member, type TimelineEntry } from './api.ts';
import { AccountLink } from './AccountLink.tsx';
import { useFieldWords } from './fieldWords.ts';
import { changesOf, fieldsOf, MemberForm } from './MemberForm.tsx';
import { MemberState } from './MembersPage.tsx';
import { MergedRecords } from './MergedRecords.tsx';
import { Badges, Spells } from './RecordParts.tsx';
import { writePartialDay } from './partialDay.ts';
import { UndoEnd } from './UndoEnd.tsx';
import { VerbForm, VerbMenu, type Verb } from './Verbs.tsx';
import { VotingRights } from './VotingRights.tsx';
import { caseKinds, caseStates, dueKinds, educations, focusGroups, genders, memberWords, stages } from './words.ts';

function CitizenNumber({ member }: { member: Member }) {
  const t = useWords(memberWords);
  const say = useErrorText();
  const read = useMutation({ mutationFn: () => readCitizenNumber(member.code) });
  return (
    <span className="row tight">
      <span className="mono">{read.data?.citizen_number ?? member.citizen_number}</span>
      {member.may_identify && !read.data ? (
        <Button size="small" loading={read.isPending} onClick={() => read.mutate()} title={t('revealNote')}>
          {t('reveal')}
        </Button>
      ) : null}
      {read.error ? <span className="field-error">{say(read.error)}</span> : null}
    </span>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const t = useWords(memberWords);
  const language = useLanguage();
  const words = useFieldWords();
  const difference = Object.entries((entry.difference ?? {}) as Record<string, unknown>).filter(([, change]) => change !== '' && change !== null);
  return (
    <li>
      <div className="when">
        {formatTime(entry.at)} · {formatActor(entry.actor, language)}
        {entry.on_behalf_of ? ` ${t('forWhom', { who: entry.on_behalf_of })}` : ''}
      </div>
      <div>{entry.text}</div>
      {difference.map(([field, change]) => (
        <div key={field} className="soft">
          {words.label(field)}: {Array.isArray(change) ? t('changed', { from: words.say(field, change[0]), to: words.say(field, change[1]) }) : words.say(field, change)}
        </div>
      ))}
    </li>
  );
}

function Timeline({ code }: { code: string }) {
  const t = useWords(memberWords);
  const q = useQuery({ queryKey: ['member', code, 'timeline'], queryFn: () => readTimeline(code) });
  if (q.isPending) return <Loading rows={3} />;
  if (q.error) return <ErrorState error={q.error} bare onRetry={() => void q.refetch()} />;
  if (q.data.items.length === 0) return <p className="soft">{t('timelineNone')}</p>;
  return (
    <ol className="timeline">
      {q.data.items.map((e, i) => (
        <Entry key={`${e.at} ${i}`} entry={e} />
      ))}
    </ol>
  );
}

function Correction({ member, onDone }: { member: Member; onDone: () => void }) {
  const t = useWords(memberWords);
  const words = useFieldWords();
  const client = useQueryClient();
  const [before] = useState(() => fieldsOf(member));
  const draft = useDraft<MemberFields>(`member.${member.code}.${member.version}`, before);
  const [theirs, setTheirs] = useState<Member | null>(null);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['member', member.code] });
  const save = useMutation({
    mutationFn: (version: number) => correctMember(member.code, changesOf(before, draft.value), version),
    onSuccess: async () => {
      draft.clear();
      await client.invalidateQueries({ queryKey: ['members'] });
      await again();
      onDone();
    },
    onError: (error) => {
      const current = isProblem(error, 409) ? (error.body as { current?: Member }).current : undefined;
      if (current) setTheirs(current);
    },
  });
  const changes = changesOf(before, draft.value);
  return (
    <SaveForm panel save={{ mutate: () => save.mutate(member.version), isPending: save.isPending, error: theirs ? null : save.error }} label={t('storeCorrection')} draft={draft} onCancel={onDone} disabled={Object.keys(changes).length === 0}>
      <p className="soft">{t('correctNote')}</p>
      {theirs ? (
        <Conflict
          theirs={fieldsOf(theirs)}
          mine={draft.value}
          labels={Object.fromEntries(Object.keys(changes).map((k) => [k, words.label(k)]))}
          onTake={() => {
            draft.clear();
            void again().then(onDone);
          }}
          onKeep={() => {
            setTheirs(null);
            save.mutate(theirs.version);
          }}
        />
      ) : null}
      <MemberForm value={draft.value} set={draft.set} error={save.error} masked={member.citizen_number} />
    </SaveForm>
  );
}

function Next({ member }: { member: Member }) {
  const t = useWords(memberWords);
  const kinds = useLabels(dueKinds);
  const language = useLanguage();
  if (!member.next) return null;
  const { kind, due, late, unit_name: owes } = member.next;
  return (
    <Panel title={t('next')} extra={<Tag tone={late ? 'warn' : 'info'}>{late ? t('late') : t('nextDue', { day: formatDay(due, language) })}</Tag>}>
      <p>
        {member.next.case_id === null ? kinds(kind) : <To to={`/members/cases/${member.next.case_id}`}>{kinds(kind)}</To>}
        {late ? ` (${t('nextDue', { day: formatDay(due, language) })})` : ''} · {owes}
      </p>
    </Panel>
  );
}

export function MemberPage() {
  const { code = '' } = useParams();
  const t = useWords(memberWords);
  const c = useWords(common);
  const language = useLanguage();
  const gender = useLabels(genders);
  const education = useLabels(educations);
  const focus = useLabels(focusGroups);
  const kinds = useLabels(caseKinds);
  const states = useLabels(caseStates);
  const stage = useLabels(stages);
  const [correcting, setCorrecting] = useState(false);
  const [verb, setVerb] = useState<Verb | 'account' | null>(null);
  const q = useQuery({ queryKey: ['member', code], queryFn: () => readMember(code) });
  if (!q.data)
    return (
      <Page title={code}>
        {q.isPending ? <Loading /> : <ErrorState error={q.error} onRetry={() => void q.refetch()} />}
      </Page>
    );
  const m = q.data;
  return (
    <Page
      title={m.full_name}
      lead={
        <span className="row tight">
          {m.code} · <To to={`/units/${encodeURIComponent(m.unit_code)}`}>{m.unit_name}</To>
        </span>
      }
      actions={
        <>
          <MemberState row={m} />
          <Button onClick={() => window.print()}>{c('print')}</Button>
          <VerbMenu member={m} onPick={setVerb} />
          {m.may_manage && !correcting ? <Button onClick={() => setCorrecting(true)}>{t('correct')}</Button> : null}
        </>
      }
    >
      <MergedRecords member={m} />
      <UndoEnd key={m.version} member={m} />
      {correcting ? <Correction key={m.version} member={m} onDone={() => setCorrecting(false)} /> : null}
      {verb === 'account' ? <AccountLink code={m.code} onDone={() => setVerb(null)} /> : null}
      {verb && verb !== 'account' ? <VerbForm key={`${verb} ${m.version}`} member={m} verb={verb} onDone={() => setVerb(null)} /> : null}
      <div className="columns">
        <div className="stack">
          <Next member={m} />
          <Panel>
            <Facts
              rows={[
                [t('gender'), gender(m.gender)],
                [t('birthDate'), writePartialDay(m.birth_date)],
                [t('ethnicity'), m.ethnicity],
                [t('education'), education(m.education)],
                [t('occupation'), m.occupation],
                [t('focusGroup'), m.focus_group === 'none' ? null : focus(m.focus_group)],
                [t('citizenNumber'), m.citizen_number ? <CitizenNumber key="n" member={m} /> : null],
                [t('admittedOn'), formatDay(m.admitted_on, language)],
                [t('ceremonyOn'), formatDay(m.ceremony_on, language)],
                [t('officialOn'), formatDay(m.official_on, language)],
                [t('vote'), m.standing === 'temporary_away' ? <VotingRights key="v" member={m} /> : null],
                [t('partyAge'), m.party_age === null ? null : t('years', { n: m.party_age })],
              ]}
            />
          </Panel>
          <Panel title={t('spells')}>
            <Spells member={m} />
          </Panel>
        </div>
        <div className="stack">
          {m.badges.length > 0 ? (
            <Panel title={t('badges')}>
              <Badges member={m} />
            </Panel>
          ) : null}
          {m.cases.length > 0 ? (
            <Panel title={t('memberCases')}>
              <ul className="stack">
                {m.cases.map((x) => (
                  <li key={x.id}>
                    <To to={`/members/cases/${x.id}`}>{kinds(x.kind)}</To> <Tag tone={x.state === 'open' ? 'info' : 'plain'}>{states(x.state)}</Tag>
                    <div className="soft">{[formatDay(x.from, language), stage(x.stage)].join(' · ')}</div>
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
          <Panel title={t('timeline')}>
            <Timeline code={m.code} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
