// The search line, the chips of what is filtered, saved views, columns, order.
import Button from 'antd/es/button';
import Dropdown from 'antd/es/dropdown';
import Input from 'antd/es/input';
import Popover from 'antd/es/popover';
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../../shared/components/States.tsx';
import { useUndo } from '../../shared/components/useUndo.tsx';
import { common, documentKinds, effectStates, formatDay, formatNumber, useLabels, useLanguage, useWords } from '../../shared/i18n/index.ts';
import { parseSearch } from '../../shared/lists/searchLine.ts';
import type { UrlState } from '../../shared/lists/useUrlState.ts';
import { deleteView, listViews, saveView, tallyDocuments, type SavedView, type TallyRow } from './api.ts';
import { documentStates, filterKeys, searchFields } from './searchFields.ts';
import { documentWords } from './words.ts';

type Change = (part: Record<string, string | undefined>, options?: { push?: boolean }) => void;
type FacetKey = 'text' | 'kind' | 'code' | 'issuer' | 'advising' | 'field' | 'unit' | 'term' | 'from' | 'to' | 'status' | 'state';

export function useFacetWords(): (key: string, value: string) => string {
  const kinds = useLabels(documentKinds);
  const effects = useLabels(effectStates);
  const states = useLabels(documentStates);
  const language = useLanguage();
  return (key, value) => {
    if (key === 'kind') return kinds(value);
    if (key === 'status') return effects(value);
    if (key === 'state') return states(value);
    if (key === 'from' || key === 'to') return formatDay(value, language);
    return value;
  };
}

export function SearchLine({ url, change }: { url: UrlState; change: Change }) {
  const t = useWords(documentWords);
  const [line, setLine] = useState(url['text'] ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const run = (typed: string): void => {
    const search = parseSearch(typed, searchFields);
    const bad = search.problems[0];
    setProblem(bad ? t('badField', bad) : null);
    change({ text: search.text || undefined, ...search.fields }, { push: true });
    setLine(search.text);
  };
  return (
    <div>
      <Input.Search
        aria-label={t('searchLabel')}
        aria-describedby="search-help"
        placeholder={t('search')}
        value={line}
        allowClear
        enterButton={t('searchLabel')}
        onChange={(e) => setLine(e.target.value)}
        onSearch={run}
      />
      <div id="search-help" className={problem ? 'field-error' : 'field-note'} role={problem ? 'alert' : undefined}>
        {problem ?? t('searchHelp')}
      </div>
    </div>
  );
}

function facetMenu(kinds: (v: string) => string, effects: (v: string) => string, states: (v: string) => string, t: (k: 'kind' | 'status' | 'state') => string) {
  return [
    { key: 'kind', label: t('kind'), children: Object.keys(documentKinds).map((k) => ({ key: `kind=${k}`, label: kinds(k) })) },
    { key: 'status', label: t('status'), children: Object.keys(effectStates).map((k) => ({ key: `status=${k}`, label: effects(k) })) },
    { key: 'state', label: t('state'), children: Object.keys(documentStates).map((k) => ({ key: `state=${k}`, label: states(k) })) },
  ];
}

// Values that the register holds, most frequent first, for facets without a fixed list.
const counted = ['issuer', 'advising', 'field', 'term', 'code'] as const;
function useCounted(open: boolean): { key: string; by: (typeof counted)[number]; rows: TallyRow[] }[] {
  const results = useQueries({ queries: counted.map((by) => ({ queryKey: ['documents', 'tally', by, {}], queryFn: () => tallyDocuments(by, {}), enabled: open, staleTime: 60_000 })) });
  return counted.map((by, i) => ({ key: by, by, rows: (results[i]?.data?.rows ?? []).filter((r) => r.key !== '').slice(0, 15) })).filter((f) => f.rows.length > 0);
}

export function Chips({ url, change }: { url: UrlState; change: Change }) {
  const t = useWords(documentWords);
  const c = useWords(common);
  const kinds = useLabels(documentKinds);
  const effects = useLabels(effectStates);
  const states = useLabels(documentStates);
  const say = useFacetWords();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const facets = useCounted(open);
  const active = filterKeys.filter((k) => url[k] && k !== 'text');
  return (
    <div className="row">
      {active.map((k) => (
        <span key={k} className="chip">
          <span>
            <span className="soft">{t(k as FacetKey)}:</span> {say(k, url[k] ?? '')}
          </span>
          <button type="button" aria-label={`${c('clear')} ${t(k as FacetKey)}`} onClick={() => change({ [k]: undefined }, { push: true })}>
            ✕
          </button>
        </span>
      ))}
      <Dropdown
        trigger={['click']}
        onOpenChange={setOpen}
        menu={{
          items: [
            ...facetMenu(kinds, effects, states, t),
            ...facets.map((f) => ({ key: f.key, label: t(f.by), children: f.rows.map((r) => ({ key: `${f.by}=${r.key}`, label: `${r.name || r.key} (${formatNumber(r.count, language)})` })) })),
          ],
          onClick: ({ key }) => {
            const at = key.indexOf('=');
            if (at > 0) change({ [key.slice(0, at)]: key.slice(at + 1) }, { push: true });
          },
        }}
      >
        <Button aria-haspopup="menu">+ {t('addFilter')}</Button>
      </Dropdown>
      {active.length > 1 ? (
        <Button type="link" onClick={() => change(Object.fromEntries(filterKeys.map((k) => [k, undefined])), { push: true })}>
          {c('clear')}
        </Button>
      ) : null}
    </div>
  );
}

function fromQuery(view: SavedView): Record<string, string | undefined> {
  const q = view.query as unknown as Record<string, string | number | null>;
  const out: Record<string, string | undefined> = Object.fromEntries(filterKeys.map((k) => [k, undefined]));
  for (const k of [...filterKeys, 'sort']) {
    const v = q[k];
    out[k] = v === null || v === undefined || v === '' || (k === 'sort' && v === 'newest') ? undefined : String(v);
  }
  return out;
}

export function Views({ url, change }: { url: UrlState; change: Change }) {
  const t = useWords(documentWords);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [open, setOpen] = useState(false);
  const views = useQuery({ queryKey: ['views'], queryFn: listViews });
  const save = useMutation({
    mutationFn: () => {
      const query: Record<string, string | number> = {};
      for (const k of filterKeys) if (url[k]) query[k] = k === 'term' ? Number(url[k]) : url[k];
      if (url['sort']) query['sort'] = url['sort'];
      return saveView({ name, query });
    },
    onSuccess: async () => {
      setName('');
      await again();
    },
  });
  const offerUndo = useUndo();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['views'] });
  const remove = useMutation({
    mutationFn: (view: SavedView) => deleteView(view.id),
    onSuccess: async (_, { name: old, query }) => {
      await again();
      offerUndo(t('viewDeleted', { name: old }), () => saveView({ name: old, query }).then(again));
    },
  });
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="stack" style={{ width: 'min(80vw, 320px)' }}>
          {views.data?.items.length === 0 ? <p className="soft">{t('noViews')}</p> : null}
          {views.data?.items.map((v) => (
            <div key={v.id} className="row tight nowrap">
              <Button
                style={{ flex: 1 }}
                onClick={() => {
                  change(fromQuery(v), { push: true });
                  setOpen(false);
                }}
              >
                {v.name}
              </Button>
              <Button aria-label={`${t('deleteView')}: ${v.name}`} title={t('deleteView')} onClick={() => remove.mutate(v)}>
                ✕
              </Button>
            </div>
          ))}
          <form
            className="row"
            onSubmit={(e) => {
              e.preventDefault();
              if (name.trim()) save.mutate();
            }}
          >
            <Input aria-label={t('viewName')} placeholder={t('viewName')} value={name} onChange={(e) => setName(e.target.value)} />
            <Button htmlType="submit" loading={save.isPending} disabled={!name.trim()}>
              {t('saveView')}
            </Button>
          </form>
          <FormError error={save.error ?? remove.error} />
        </div>
      }
    >
      <Button aria-haspopup="dialog">{t('views')}</Button>
    </Popover>
  );
}
