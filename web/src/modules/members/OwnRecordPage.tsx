// A member's own page: what is held and what for, who looked at it, and questions about what is wrong with their answers.
import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { isProblem } from '../../shared/api/problem.ts';
import { Field, Page, Panel, Tag } from '../../shared/components/Page.tsx';
import { SaveForm } from '../../shared/components/SaveForm.tsx';
import { Empty, ErrorState, Loading } from '../../shared/components/States.tsx';
import { common, formatActor, formatTime, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { useDraft } from '../../shared/lists/useDraft.tsx';
import { useUrlState } from '../../shared/lists/useUrlState.ts';
import { askQuestion, listFields, listOwnQuestions, listOwnViews, readOwnRecord, type MemberPage as Member, type Question } from './api.ts';
import { fieldError } from '../../shared/api/problem.ts';
import { useFieldWords } from './fieldWords.ts';
import { ownWords } from './ownWords.ts';
import { QuestionAnswer } from './QuestionsPage.tsx';
import { Badges, Spells } from './RecordParts.tsx';
import './members.css';
import { memberWords } from './words.ts';

function Ask({ field, onDone }: { field: string; onDone: () => void }) {
  const t = useWords(ownWords);
  const words = useFieldWords();
  const client = useQueryClient();
  const draft = useDraft(`question.${field}`, { text: '' });
  const send = useMutation({
    mutationFn: () => askQuestion({ field, text: draft.value.text }),
    onSuccess: async () => {
      draft.clear();
      await client.invalidateQueries({ queryKey: ['own'] });
      onDone();
    },
  });
  return (
    <SaveForm panel save={{ mutate: () => send.mutate(), isPending: send.isPending, error: send.error }} label={t('send')} draft={draft} onCancel={onDone} disabled={draft.value.text.trim() === ''}>
      <h2>{t('askOf', { field: words.label(field) })}</h2>
      <p className="soft">{t('askNote')}</p>
      <Field id="question-text" label={t('what')} error={fieldError(send.error, 'text')}>
        <Input.TextArea id="question-text" autoFocus maxLength={500} value={draft.value.text} onChange={(e) => draft.set({ text: e.target.value })} />
      </Field>
    </SaveForm>
  );
}

function Held({ member, open }: { member: Member; open: ReadonlySet<string> }) {
  const t = useWords(ownWords);
  const words = useFieldWords();
  const [url, change] = useUrlState();
  const fields = useQuery({ queryKey: ['member-fields'], queryFn: listFields, staleTime: Infinity });
  if (fields.isPending) return <Loading rows={8} />;
  if (fields.error) return <ErrorState error={fields.error} bare onRetry={() => void fields.refetch()} />;
  const values = member as unknown as Record<string, unknown>;
  const shown = fields.data.items.filter((f) => f.field !== 'merged_into' || member.merged_into !== '');
  return (
    <ul className="own-fields">
      {shown.map((f) => (
        <li key={f.field}>
          <div>
            <span className="soft">{words.label(f.field)}</span>
            <div className="strong">{words.say(f.field, values[f.field])}</div>
            <div className="soft">{f.purpose}</div>
          </div>
          {open.has(f.field) ? (
            <Tag tone="info">{t('asked')}</Tag>
          ) : url['ask'] === f.field ? null : (
            <Button className="no-print" aria-label={t('askOf', { field: words.label(f.field) })} onClick={() => change({ ask: f.field })}>
              {t('ask')}
            </Button>
          )}
          {url['ask'] === f.field && !open.has(f.field) ? <Ask field={f.field} onDone={() => change({ ask: undefined })} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Views() {
  const t = useWords(ownWords);
  const language = useLanguage();
  const q = useQuery({ queryKey: ['own', 'views'], queryFn: listOwnViews });
  if (q.isPending) return <Loading rows={3} />;
  if (q.error) return <ErrorState error={q.error} bare onRetry={() => void q.refetch()} />;
  if (q.data.items.length === 0) return <p className="soft">{t('viewsNone')}</p>;
  return (
    <ol className="stack">
      {q.data.items.map((v, i) => (
        <li key={`${v.at} ${i}`}>
          {formatActor(v.actor, language)}
          {v.citizen_number ? ` · ${t('sawNumber')}` : ''}
          <div className="soft">{formatTime(v.at)}</div>
        </li>
      ))}
    </ol>
  );
}

function Asked({ questions }: { questions: readonly Question[] }) {
  const t = useWords(ownWords);
  const words = useFieldWords();
  if (questions.length === 0) return <p className="soft">{t('questionsNone')}</p>;
  return (
    <ol className="stack">
      {questions.map((q) => (
        <li key={q.id}>
          <div className="strong">{words.label(q.field)}</div>
          <QuestionAnswer question={q} />
        </li>
      ))}
    </ol>
  );
}

export function OwnRecordPage() {
  const t = useWords(ownWords);
  const m = useWords(memberWords);
  const c = useWords(common);
  const q = useQuery({ queryKey: ['own', 'record'], queryFn: readOwnRecord });
  const questions = useQuery({ queryKey: ['own', 'questions'], queryFn: listOwnQuestions, enabled: q.data !== undefined });
  if (!q.data)
    return (
      <Page title={t('title')}>
        {q.isPending ? <Loading /> : isProblem(q.error, 404) ? <Empty title={t('noneTitle')}>{t('noneHint')}</Empty> : <ErrorState error={q.error} onRetry={() => void q.refetch()} />}
      </Page>
    );
  const asked = questions.data?.items ?? [];
  return (
    <Page title={t('title')} lead={t('lead')} actions={<Button onClick={() => window.print()}>{c('print')}</Button>}>
      <div className="columns">
        <div className="stack">
          <Panel title={t('held')}>
            <Held member={q.data} open={new Set(asked.filter((x) => !x.answered_on).map((x) => x.field))} />
          </Panel>
          <Panel title={m('spells')}>
            <Spells member={q.data} />
          </Panel>
        </div>
        <div className="stack">
          <Panel title={t('questions')}>{questions.error ? <ErrorState error={questions.error} bare onRetry={() => void questions.refetch()} /> : <Asked questions={asked} />}</Panel>
          {q.data.badges.length > 0 ? (
            <Panel title={m('badges')}>
              <Badges member={q.data} />
            </Panel>
          ) : null}
          <Panel title={t('views')}>
            <Views />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
