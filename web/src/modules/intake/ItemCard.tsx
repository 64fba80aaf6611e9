// One reading: what it says, how certain it is, and what a person may do with it.
import Button from 'antd/es/button';
import { useLayoutEffect, useRef } from 'react';
import { FormError } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { Tag, type Tone } from '../../shared/components/Page.tsx';
import { formatTime, itemTypes, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { relationsOf, relationWord, summarise } from './canonical.ts';
import type { ItemView } from './model.ts';
import { scrollWithin } from './scrollWithin.ts';
import { intakeWords } from './words.ts';

export const shapes: Readonly<Record<string, string>> = { certain: '●', choose: '◐', needs_person: '○' };
export const looks: Readonly<Record<string, string>> = { certain: 'certain', choose: 'choose', needs_person: 'person' };
const tones: Readonly<Record<string, Tone>> = { accepted: 'good', corrected: 'info', rejected: 'plain' };

export function useCertainty(): (certainty: string) => string {
  const t = useWords(intakeWords);
  return (certainty) => (certainty === 'certain' ? t('certain') : certainty === 'choose' ? t('chooseOne') : t('person'));
}

export interface ItemCardProps {
  item: ItemView;
  place: { at: number; of: number }; // in the list, from 1
  selected: boolean;
  may: boolean;
  busy: boolean;
  chosen: number | undefined; // candidate; 0: create
  onChoose: (document: number) => void;
  onSelect: () => void;
  onAccept: () => void;
  onEdit: () => void;
  onReject: () => void;
  onReopen: () => void;
  onOther: (item: number) => void;
  onTakeProposed: () => void;
  error: unknown;
  conflict: { theirs: ItemView | undefined } | null;
  children?: React.ReactNode; // the form of a correction
}

function Candidates({ item, chosen, onChoose }: Pick<ItemCardProps, 'item' | 'chosen' | 'onChoose'>) {
  const t = useWords(intakeWords);
  return (
    <fieldset className="candidates">
      <legend className="soft">{t('pickCandidate')}</legend>
      {item.candidates.map((c, i) => (
        <label key={c.document_id} className={`candidate${chosen === c.document_id ? ' chosen' : ''}`}>
          <input type="radio" name={`candidate-${item.id}`} checked={chosen === c.document_id} onChange={() => onChoose(c.document_id)} />
          <span>
            <span className="strong">{c.label}</span> <kbd>{i + 1}</kbd>
            {c.reasons.length > 0 ? (
              <span className="soft">
                <br />
                {t('speaksFor')} {c.reasons.join(' · ')}
              </span>
            ) : null}
          </span>
        </label>
      ))}
      <label className={`candidate${chosen === 0 ? ' chosen' : ''}`}>
        <input type="radio" name={`candidate-${item.id}`} checked={chosen === 0} onChange={() => onChoose(0)} />
        <span>
          {t('noneOfThese')} <kbd>0</kbd>
        </span>
      </label>
    </fieldset>
  );
}

function Notes({ item, onOther }: Pick<ItemCardProps, 'item' | 'onOther'>) {
  const t = useWords(intakeWords);
  const language = useLanguage();
  const relations = relationsOf(item.canonical);
  const refersTo = typeof item.canonical['refers_to'] === 'string' ? item.others.find((o) => o.key === item.canonical['refers_to']) : undefined;
  const title = item.type === 'document' && typeof item.canonical['title'] === 'string' ? item.canonical['title'] : '';
  const proposed = item.proposed;
  return (
    <>
      {title ? <div className="item-note">“{title}”</div> : null}
      {relations.map((r, i) => {
        const other = item.others.find((o) => o.key === r.target);
        return (
          <div key={i} className="item-note">
            {relationWord(r.rel, language)} →{' '}
            {other ? (
              <a
                href={`?item=${other.id}`}
                onClick={(e) => {
                  e.preventDefault();
                  e.stopPropagation();
                  onOther(other.id);
                }}
              >
                {summarise(other.type, other.canonical, other.words, language)}
              </a>
            ) : (
              r.target
            )}
          </div>
        );
      })}
      {refersTo ? <div className="item-note">→ {summarise(refersTo.type, refersTo.canonical, refersTo.words, language)}</div> : null}
      {item.document_id ? (
        <div className="item-note">
          <To to={`/documents/${item.document_id}`}>{t('inRegister', { label: item.document_label })}</To>
        </div>
      ) : null}
      {item.refusals.map((r) => (
        <div key={r.sentence} className="item-note">
          ⚠ {r.sentence}
        </div>
      ))}
      {item.difference === 'changed' && proposed ? <div className="item-note">◆ {t('changed', { text: summarise(item.type, proposed.canonical, item.words, language) })}</div> : null}
      {item.difference === 'removed' ? <div className="item-note">◆ {t('goneNow')}</div> : null}
      {item.difference === 'added' ? <div className="item-note">◆ {t('newNow')}</div> : null}
    </>
  );
}

export function ItemCard(p: ItemCardProps) {
  const { item } = p;
  const t = useWords(intakeWords);
  const types = useLabels(itemTypes);
  const certainty = useCertainty();
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (p.selected) scrollWithin(box.current, 'nearest');
  }, [p.selected]);
  const waiting = item.state === 'waiting';
  const states: Readonly<Record<string, string>> = { accepted: t('accepted'), corrected: t('corrected'), rejected: t('rejected') };
  const summary = summarise(item.type, item.canonical, item.words, language);
  return (
    <div ref={box} role="listitem" aria-current={p.selected} className={`item${p.selected ? ' selected' : ''}`} aria-posinset={p.place.at} aria-setsize={p.place.of} data-testid={`item-${item.id}`} onClick={p.selected ? undefined : p.onSelect}>
      <div className="item-line">
        <span className={`shape ${looks[item.certainty] ?? ''}`} aria-hidden="true" title={certainty(item.certainty)}>
          {waiting ? (shapes[item.certainty] ?? '○') : item.state === 'rejected' ? '✕' : '✓'}
        </span>
        <span className="item-text">
          <span className="soft">{types(item.type)}</span> <span className={item.state === 'rejected' ? 'soft' : 'strong'}>{summary}</span>
          {waiting && item.candidates.length > 1 ? <span className="soft"> — {t('candidates', { n: item.candidates.length })} ▾</span> : null}
        </span>
        <span className="nowrap soft">{waiting ? certainty(item.certainty) : item.method === 'by_hand' ? t('byHand') : null}</span>
        {waiting ? null : <Tag tone={tones[item.state] ?? 'plain'}>{states[item.state] ?? item.state}</Tag>}
      </div>
      <Notes item={item} onOther={p.onOther} />
      {p.selected ? (
        <>
          {!waiting ? (
            <div className="item-note">
              {item.decided_by} · {formatTime(item.decided_at)}
            </div>
          ) : null}
          {waiting && item.type === 'document' && item.candidates.length === 0 && item.canonical['form'] !== 'anaphor' ? (
            <div className="item-note">
              ○ {t('notInRegister')}. {t('createNote')}
            </div>
          ) : null}
          {waiting && item.candidates.length > 1 && !p.children ? <Candidates item={item} chosen={p.chosen} onChoose={p.onChoose} /> : null}
          {p.children}
          {p.conflict ? <p className="field-error">{t('conflict', { status: `${states[p.conflict.theirs?.state ?? ''] ?? p.conflict.theirs?.state ?? ''}${p.conflict.theirs?.decided_by ? `, ${p.conflict.theirs.decided_by}` : ''}` })}</p> : <FormError error={p.error} />}
          {p.may && !p.children ? (
            <div className="item-tools">
              {waiting ? (
                <>
                  <Button type="primary" loading={p.busy} onClick={p.onAccept}>
                    {p.chosen === 0 || (item.type === 'document' && item.candidates.length === 0 && item.canonical['form'] !== 'anaphor') ? t('create') : t('accept')}
                    <kbd aria-hidden="true">A</kbd>
                  </Button>
                  <Button onClick={p.onEdit}>
                    {t('edit')}
                    <kbd aria-hidden="true">E</kbd>
                  </Button>
                  <Button onClick={p.onReject}>
                    {t('reject')}
                    <kbd aria-hidden="true">R</kbd>
                  </Button>
                </>
              ) : (
                <Button onClick={p.onReopen}>{t('reopen')}</Button>
              )}
              {item.difference === 'changed' && item.proposed ? <Button onClick={p.onTakeProposed}>{t('takeProposed')}</Button> : null}
            </div>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
