import Button from 'antd/es/button';
import App from 'antd/es/app';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { useMay } from '../../app/session.tsx';
import { Page, Tag } from '../../shared/components/Page.tsx';
import { Empty, ErrorState, FormError, Loading } from '../../shared/components/States.tsx';
import { To } from '../../shared/components/To.tsx';
import { formatDay, formatNumber, itemTypes, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { originalAddress } from './api.ts';
import { summarise } from './canonical.ts';
import { AddItem } from './AddItem.tsx';
import { Correction } from './Correction.tsx';
import { ItemCard, looks } from './ItemCard.tsx';
import type { ItemView } from './model.ts';
import { SourcePane, type Mark } from './SourcePane.tsx';
import { wordAfter, type Span } from './spans.ts';
import { useReview, type Review } from './useReview.ts';
import { useWindow } from './useWindow.ts';
import { intakeWords } from './words.ts';

function Filters({ review }: { review: Review }) {
  const t = useWords(intakeWords);
  const types = useLabels(itemTypes);
  const { count, change } = review;
  const { state, type } = review.filter;
  const present = [...new Set((review.items.counts.data?.counts ?? []).map((c) => c.type))].sort();
  const states = [
    ['all', t('all'), count(() => true)],
    ['waiting', t('waiting'), count((_, s) => s === 'waiting')],
    ['decided', t('decided'), count((_, s) => s !== 'waiting')],
  ] as const;
  return (
    <div className="row">
      <select className="plain-select" aria-label={t('status')} value={state} onChange={(e) => change({ state: e.target.value === 'all' ? undefined : e.target.value })}>
        {states.map(([key, label, n]) => (
          <option key={key} value={key}>
            {label} ({n})
          </option>
        ))}
      </select>
      <select className="plain-select" aria-label={t('type')} value={type} onChange={(e) => change({ type: e.target.value || undefined })}>
        <option value="">{t('allTypes')}</option>
        {present.map((p) => (
          <option key={p} value={p}>
            {types(p)} ({count((of) => of === p)})
          </option>
        ))}
      </select>
    </div>
  );
}

function useReviewKeys(active: boolean, keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useLayoutEffect(() => {
    if (!active) return undefined;
    const onKey = (e: KeyboardEvent): void => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
      if (e.target instanceof Element && e.target.closest('input:not([type=radio]),textarea,select,[role=textbox],[role=combobox],[role=dialog],[role=menu]')) return;
      const name = e.shiftKey && e.key.length === 1 ? `⇧${e.key.toUpperCase()}` : e.key.length === 1 ? e.key.toUpperCase() : e.key;
      const act = latest.current[name];
      if (!act) return;
      e.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [active]);
}

export function ReviewPage() {
  const id = Number(useParams()['id']);
  const t = useWords(intakeWords);
  const types = useLabels(itemTypes);
  const language = useLanguage();
  const { message } = App.useApp();
  const may = useMay()('intake_review');
  const review = useReview(id);
  const { selected, select, decide, items, marked } = review;
  const { shown, first, total } = items;
  const chosenRow = selected ? shown.findIndex((i) => i.id === selected.id) : -1;
  const rows = useWindow(total, chosenRow < 0 ? -1 : first + chosenRow, { from: first, to: first + shown.length }, items.fetch);
  const [edit, setEdit] = useState<{ item: number; span: Span } | null>(null); // item 0: one that is being added
  const [choices, setChoices] = useState<Record<number, number>>({});
  const [pane, setPane] = useState<'items' | 'source'>('items');
  const { raw, text } = review.source;
  const marks = useMemo<Mark[]>(
    () =>
      marked.map((i) => ({
        id: i.id,
        start: i.start,
        end: i.end,
        look: i.state === 'waiting' ? (looks[i.certainty] ?? '') : i.state === 'rejected' ? 'rejected' : 'decided',
        label: `${types(i.type)}: ${summarise(i.type, i.canonical, i.words, language)}`,
      })),
    [marked, types, language],
  );
  const editing = edit && selected && edit.item === selected.id ? edit : null;
  // In another part of the text than where its words were, what is added begins anew.
  const isHere = edit !== null && edit.span.start < text.end && edit.span.end > text.start;
  const adding = edit?.item === 0 ? { ...edit, span: isHere ? edit.span : (wordAfter(text, text.start) ?? edit.span) } : null;
  const chosenOf = (item: ItemView): number | undefined => choices[item.id];
  const accept = (item: ItemView | undefined): void => {
    if (!item || item.state !== 'waiting' || !may || decide.isPending) return;
    const chosen = chosenOf(item);
    decide.mutate({ item, body: { action: 'accept', ...(chosen ? { document_id: chosen } : {}), ...(chosen === 0 ? { create: true } : {}) } });
  };
  const reject = (item: ItemView | undefined): void => {
    if (item && item.state === 'waiting' && may && !decide.isPending) decide.mutate({ item, body: { action: 'reject' } });
  };
  const startEdit = (item: ItemView | undefined): void => {
    if (!item || !may) return;
    review.turn(undefined); // to where its words are
    setEdit({ item: item.id, span: { start: item.start, end: item.end } });
    setPane('items');
  };
  const startAdding = (): void => {
    const span = wordAfter(text, selected?.end ?? 0);
    if (!may || !span) return;
    setEdit({ item: 0, span });
    setPane('items');
  };
  const acceptAll = (): void => {
    if (!may || review.acceptAll.isPending) return;
    review.acceptAll.mutate(undefined, {
      onSuccess: (a) => {
        void message.success(t('acceptAllDone', { n: formatNumber(a.accepted, language) }));
        if (a.relations_refused > 0) void message.warning(t('relationsRefused', { n: formatNumber(a.relations_refused, language) }));
      },
    });
  };
  const undo = (): void => {
    if (review.done.length > 0 && !review.undo.isPending) review.undo.mutate(review.done);
  };
  const choose = (n: number) => (): void => {
    if (!selected || selected.candidates.length < 2) return;
    const document = n === 0 ? 0 : selected.candidates[n - 1]?.document_id;
    if (document !== undefined) setChoices((old) => ({ ...old, [selected.id]: document }));
  };
  useReviewKeys(!editing && !adding, {
    A: () => accept(selected),
    E: () => startEdit(selected),
    R: () => reject(selected),
    ArrowDown: () => review.move(1),
    ArrowUp: () => review.move(-1),
    '⇧A': acceptAll,
    N: startAdding,
    Z: undo,
    ...Object.fromEntries(Array.from({ length: 10 }, (_, n) => [String(n), choose(n)])),
  });
  const onSpan = useCallback(
    (span: Span) => {
      if (!may) return;
      // Over the selected item its span is moved; elsewhere it is something the reader missed.
      const over = selected && span.start < selected.end && span.end > selected.start;
      setEdit((old) => ({ item: old ? old.item : over ? selected.id : 0, span }));
      setPane('items');
    },
    [selected, may],
  );
  const onSelect = useCallback(
    (item: number) => {
      setEdit(null);
      select(item);
    },
    [select],
  );
  const about = review.view?.about;
  if (!about || !items.loaded) {
    const failed = (about ? undefined : review.sourceError) ?? (items.loaded ? undefined : items.error);
    return (
      <Page title={t('review')}>
        {failed ? (
          <ErrorState
            error={failed}
            onRetry={() => {
              review.retrySource();
              items.retry();
            }}
          />
        ) : (
          <Loading rows={12} />
        )}
      </Page>
    );
  }
  const { part, parts } = review;
  const counted = items.counts.data !== undefined;
  const all = counted ? review.count(() => true) : total;
  const certain = items.counts.data?.certain ?? 0;
  const waiting = review.count((_, state) => state === 'waiting');
  const turn = (to: number, label: string) => (
    <Button block type="text" disabled={editing !== null} onClick={() => review.turn(to)}>
      {label}
    </Button>
  );
  const conflicts = review.contradictions.data?.items ?? [];
  const conflictCount = t('contradictions', { n: `${conflicts.length}${review.contradictions.data?.capped ? '+' : ''}` });
  const keyHelp = t('keys', { a: 'A', e: 'E', r: 'R', ud: '↑↓', sa: '⇧A', n: 'N', z: 'Z' });
  return (
    <Page
      title={about.name}
      windowTitle={about.name}
      lead={
        <span className="row">
          <To to="/intake">{t('title')}</To>
          <span>{about.unit_name}</span>
          {about.day ? <span>{formatDay(about.day, language)}</span> : null}
          <span>{t('letters', { n: formatNumber(about.length, language) })}</span>
          <span>{about.encoding}</span>
          {counted ? <Tag tone={waiting === 0 ? 'good' : 'info'}>{waiting === 0 ? t('done') : `${t('waiting')}: ${formatNumber(waiting, language)}`}</Tag> : null}
          {conflicts.length > 0 ? (
            <a href="#contradictions">
              <Tag tone="warn">{conflictCount}</Tag>
            </a>
          ) : null}
        </span>
      }
      actions={
        may ? (
          <>
            <Button title={t('rereadNote')} loading={review.reread.isPending} onClick={() => review.reread.mutate(undefined, { onSuccess: (r) => void message.info(t('rereadDone', { added: r.added, changed: r.changed, removed: r.removed })) })}>
              {t('reread')}
            </Button>
            <Button onClick={startAdding}>
              {t('addItem')}
              <kbd aria-hidden="true">N</kbd>
            </Button>
            <Button type={certain > 0 ? 'primary' : 'default'} disabled={certain === 0} loading={review.acceptAll.isPending} onClick={acceptAll}>
              {t('acceptAll', { n: formatNumber(certain, language) })}
            </Button>
          </>
        ) : null
      }
    >
      <FormError error={review.acceptAll.error ?? review.undo.error ?? review.reread.error} />
      {review.view?.warnings.map((w) => (
        <div key={w.key} className="panel">
          ▲ {w.sentence}
        </div>
      ))}
      <div className="review-switch row" role="group" aria-label={t('review')}>
        <Button type={pane === 'items' ? 'primary' : 'default'} aria-pressed={pane === 'items'} onClick={() => setPane('items')}>
          {t('showItems')}
        </Button>
        <Button type={pane === 'source' ? 'primary' : 'default'} aria-pressed={pane === 'source'} onClick={() => setPane('source')}>
          {t('showText')}
        </Button>
      </div>
      <div className="review" data-show={pane}>
        <section className="pane source-pane" aria-label={t('source')}>
          <div className="pane-head">
            <h2>{t('source')}</h2>
            <a className="push" href={originalAddress(id)} download>
              {t('original')}
            </a>
          </div>
          {review.sourceError ? <ErrorState bare error={review.sourceError} onRetry={review.retrySource} /> : null}
          <SourcePane label={t('source')} raw={raw} text={text} marks={marks} selected={adding ? undefined : selected?.id} edit={(adding ?? editing)?.span} onSelect={onSelect} onSpan={onSpan} pages={review.view?.pages ?? []} pageLabel={(n) => t('page', { n })} earlier={part > 0 ? turn(part - 1, t('earlierPart')) : null} later={part + 1 < parts ? turn(part + 1, t('laterPart')) : null} />
        </section>
        <section className="pane items-pane" aria-label={t('showItems')}>
          <div className="pane-head">
            <h2>{t('items', { n: formatNumber(all, language) })}</h2>
            <span className="push" />
            <Filters review={review} />
          </div>
          <div className="pane-body" style={{ padding: 0 }} tabIndex={0} role="region" aria-label={t('showItems')}>
            {adding ? (
              <AddItem
                raw={raw}
                text={text}
                partial={parts > 1}
                span={adding.span}
                onSpan={(span) => setEdit({ item: 0, span })}
                onCancel={() => {
                  setEdit(null);
                  review.add.reset();
                }}
                busy={review.add.isPending}
                error={review.add.error}
                onAdd={(item) =>
                  review.add.mutate(item, {
                    onSuccess: () => {
                      setEdit(null);
                      void message.success(t('added'));
                    },
                  })
                }
              />
            ) : null}
            {all === 0 && !adding ? <Empty bare title={t('nothingRead')} /> : null}
            {all > 0 && shown.length === 0 && !items.list.isFetching && !items.error ? (
              <Empty bare title={t('nothingLeft')} action={<Button onClick={() => review.change({ state: undefined, type: undefined })}>{t('all')}</Button>}>
                {t('nothingLeftHint')}
              </Empty>
            ) : null}
            <div className="items" role="list">
              <div ref={rows.before} role="presentation" />
              {shown.slice(rows.from - first, rows.to - first).map((item, i) => {
                const isSelected = !adding && item.id === selected?.id;
                return (
                  <ItemCard
                    key={item.id}
                    item={item}
                    place={{ at: rows.from + i + 1, of: total }}
                    selected={isSelected}
                    may={may}
                    busy={decide.isPending}
                    chosen={chosenOf(item)}
                    onChoose={(document) => setChoices((old) => ({ ...old, [item.id]: document }))}
                    onSelect={() => onSelect(item.id)}
                    onAccept={() => accept(item)}
                    onEdit={() => startEdit(item)}
                    onReject={() => reject(item)}
                    onReopen={() => decide.mutate({ item, body: { action: 'reopen' } })}
                    onOther={onSelect}
                    onTakeProposed={() => item.proposed && decide.mutate({ item, body: { action: 'correct', ...item.proposed } })}
                    error={isSelected && decide.variables?.item.id === item.id ? decide.error : null}
                    conflict={isSelected && review.conflict?.item === item.id ? review.conflict : null}
                  >
                    {isSelected && editing ? (
                      <Correction
                        type={item.type}
                        canonical={item.canonical}
                        text={text}
                        span={editing.span}
                        busy={decide.isPending}
                        saveLabel={t('saveCorrection')}
                        onSpan={(span) => setEdit({ item: item.id, span })}
                        onCancel={() => setEdit(null)}
                        onSave={(canonical) =>
                          decide.mutate(
                            { item, body: { action: 'correct', start: editing.span.start, end: editing.span.end, canonical, ...(chosenOf(item) ? { document_id: chosenOf(item) as number } : {}), ...(chosenOf(item) === 0 ? { create: true } : {}) } },
                            { onSuccess: () => setEdit(null) },
                          )
                        }
                      />
                    ) : null}
                  </ItemCard>
                );
              })}
              <div ref={rows.after} role="presentation" />
            </div>
          </div>
          <div className="pane-notice">
            {items.error ? <ErrorState bare error={items.error} onRetry={items.retry} /> : null}
            {review.done.length > 0 ? (
              <p className="row tight">
                <span>{t(review.undo.isPending ? 'undoing' : 'decidedNow', { n: formatNumber(review.done.length, language) })}</span>
                <Button size="small" loading={review.undo.isPending} onClick={undo}>
                  {t('undo')}
                  <kbd aria-hidden="true">Z</kbd>
                </Button>
              </p>
            ) : null}
          </div>
          <div className="pane-foot">
            ● {t('certain')} ◐ {t('chooseOne')} ○ {t('person')} · {keyHelp}
          </div>
        </section>
      </div>
      {conflicts.length > 0 ? (
        <section id="contradictions" className="panel stack">
          <h2>{conflictCount}</h2>
          <ul className="stack">
            {conflicts.map((c, at) => (
              <li key={at}>
                ▲ {c.sentence}{' '}
                {c.spans.map((s, i) => (
                  <Button key={i} type="link" onClick={() => select(undefined, { at: String(s.start), state: undefined, type: undefined })}>
                    “{s.words}”
                  </Button>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Page>
  );
}
