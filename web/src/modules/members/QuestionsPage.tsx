// What members ask about their own records, and the answers of the unit.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { isProblem } from '../../shared/api/problem.ts';
import { Field, Page, Tag } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { Conflict, Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { usePageContext } from '../../shared/lists/context.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { answerQuestion, listQuestions, type Question } from './api.ts';
import { fieldError } from '../../shared/api/problem.ts';
import { useFieldWords } from './fieldWords.ts';
import { MemberTabs } from './MemberTabs.tsx';
import './members.css';
import { ownWords } from './ownWords.ts';

// What was asked and what was answered, as both sides see it.
export function QuestionAnswer({ question: q }: { question: Question }) {
  const t = useWords(ownWords);
  const language = useLanguage();
  return (
    <>
      <p>{q.text}</p>
      <p className="soft">{t('askedOn', { day: formatDay(q.asked_on, language) })}</p>
      {q.answered_on ? (
        <>
          <p className="row tight">
            <Tag tone={q.accepted ? 'good' : 'plain'}>{t(q.accepted ? 'willCorrect' : 'stays')}</Tag>
            <span className="soft">{t('answeredOn', { day: formatDay(q.answered_on, language) })}</span>
          </p>
          <p>{q.answer}</p>
        </>
      ) : (
        <Tag tone="info">{t('waiting')}</Tag>
      )}
    </>
  );
}

function AnswerForm({ question, onDone }: { question: Question; onDone: () => void }) {
  const t = useWords(ownWords);
  const client = useQueryClient();
  const draft = useDraft(`answer.${question.id}`, { answer: question.answer, accepted: question.accepted ?? true });
  const [theirs, setTheirs] = useState<Question | null>(null);
  const again = async (): Promise<void> => {
    draft.clear();
    await client.invalidateQueries({ queryKey: ['questions'] });
    onDone();
  };
  const save = useMutation({
    mutationFn: (version: number) => answerQuestion(question.id, draft.value, version),
    onSuccess: again,
    onError: (error) => {
      const current = isProblem(error, 409) ? (error.body as { current?: Question }).current : undefined;
      if (current) setTheirs(current);
    },
  });
  const said = (accepted: boolean): string => t(accepted ? 'willCorrect' : 'stays');
  return (
    <SaveForm save={{ mutate: () => save.mutate(question.version), isPending: save.isPending, error: theirs ? null : save.error }} label={t('sendAnswer')} draft={draft} onCancel={onDone} disabled={draft.value.answer.trim() === ''}>
      {theirs ? (
        <Conflict
          theirs={{ answer: theirs.answer, accepted: said(theirs.accepted ?? false) }}
          mine={{ answer: draft.value.answer, accepted: said(draft.value.accepted) }}
          labels={{ answer: t('answer'), accepted: t('decision') }}
          onTake={() => void again()}
          onKeep={() => {
            setTheirs(null);
            save.mutate(theirs.version);
          }}
        />
      ) : null}
      <Field id={`answer-${question.id}`} label={t('answerWords')} error={fieldError(save.error, 'answer')}>
        <Input.TextArea id={`answer-${question.id}`} autoFocus maxLength={500} value={draft.value.answer} onChange={(e) => draft.set({ answer: e.target.value })} />
      </Field>
      <fieldset className="choices">
        <legend>{t('decision')}</legend>
        {[true, false].map((accepted) => (
          <label key={String(accepted)} className="row">
            <input type="radio" name={`accepted-${question.id}`} checked={draft.value.accepted === accepted} onChange={() => draft.set({ accepted })} /> {said(accepted)}
          </label>
        ))}
      </fieldset>
    </SaveForm>
  );
}

function QuestionRow({ question }: { question: Question }) {
  const t = useWords(ownWords);
  const words = useFieldWords();
  const may = useMay();
  const [answering, setAnswering] = useState(false);
  return (
    <li className="panel stack">
      <div className="row">
        <h2>
          {question.full_name}: {words.label(question.field)}
        </h2>
        <span className="push">
          <To to={`/members/${encodeURIComponent(question.member_code)}`}>{t('open')}</To>
        </span>
      </div>
      {answering ? <p>{question.text}</p> : <QuestionAnswer question={question} />}
      {answering ? <AnswerForm question={question} onDone={() => setAnswering(false)} /> : null}
      {may('members_manage') && !answering && !question.answered_on ? (
        <div>
          <Button type="primary" aria-label={`${t('answer')}: ${question.full_name}, ${words.label(question.field)}`} onClick={() => setAnswering(true)}>
            {t('answer')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

export function QuestionsPage() {
  const t = useWords(ownWords);
  const { unit } = usePageContext();
  const [url, change] = useUrlState();
  const all = url['show'] === 'all';
  const q = useQuery({ queryKey: ['questions', unit, all], queryFn: () => listQuestions({ unit, unanswered: all ? undefined : true }) });
  return (
    <Page title={t('unitTitle')} lead={t('unitLead')}>
      <MemberTabs />
      <div>
        <select className="plain-select" aria-label={t('unitTitle')} value={all ? 'all' : 'unanswered'} onChange={(e) => change({ show: e.target.value === 'all' ? 'all' : undefined })}>
          <option value="unanswered">{t('unanswered')}</option>
          <option value="all">{t('all')}</option>
        </select>
      </div>
      {q.isPending ? <Loading rows={6} /> : null}
      {q.error ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : null}
      {q.data?.items.length === 0 ? <Empty title={t(all ? 'noneAll' : 'noneWaiting')}>{t('noneWaitingHint')}</Empty> : null}
      <ul className="stack">
        {q.data?.items.map((x) => (
          <QuestionRow key={x.id} question={x} />
        ))}
      </ul>
    </Page>
  );
}
