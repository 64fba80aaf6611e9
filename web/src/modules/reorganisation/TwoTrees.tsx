// The units of a plan as two trees side by side: as they stand before, and as the plan leaves them. Every branch opens
// and closes by key; on a narrow screen the one stands under the other.
import { useQuery } from '@tanstack/react-query';
import { Tag } from '../../shared/components/Page.tsx';
import { useLabels, useWords } from '../../shared/i18n/index.ts';
import { readUnit } from '../org/api.ts';
import type { Fate } from './api.ts';
import { treeOf, type Branch } from './plan.ts';
import { fates, planWords } from './words.ts';

// A superior that the plan does not touch has no name in its answer.
function Superior({ code, on }: { code: string; on: string }) {
  const q = useQuery({ queryKey: ['unit', code, on], queryFn: () => readUnit(code, on), retry: false });
  return (
    <>
      {q.data?.unit.name ?? code} <span className="soft">{q.data ? code : null}</span>
    </>
  );
}

function Node({ branch, on, after }: { branch: Branch<Fate>; on: string; after: boolean }) {
  const t = useWords(planWords);
  const say = useLabels(fates);
  const { unit, code, below } = branch;
  const mark = unit && (after ? unit.fate !== 'ended' : true) ? <Tag tone={unit.fate === 'ended' ? 'warn' : unit.fate === 'established' ? 'good' : 'plain'}>{say(unit.fate)}</Tag> : null;
  const line = (
    <span>
      {unit ? (
        <>
          {unit.name || code} <span className="soft">{code}</span> {mark}
          {!after && unit.successors.length > 0 ? <span className="soft"> → {unit.successors.join(', ')}</span> : null}
          {!after && unit.parent_after && unit.parent_after !== unit.parent_before ? <span className="soft"> {t('goesTo', { to: unit.parent_after })}</span> : null}
        </>
      ) : (
        <Superior code={code} on={on} />
      )}
    </span>
  );
  if (below.length === 0) return <li>{line}</li>;
  return (
    <li>
      <details open>
        <summary>{line}</summary>
        <ul className="branch">
          {below.map((b) => (
            <Node key={b.code} branch={b} on={on} after={after} />
          ))}
        </ul>
      </details>
    </li>
  );
}

export function TwoTrees({ units, on }: { units: readonly Fate[]; on: string }) {
  const t = useWords(planWords);
  const day = new Date(`${on}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  const sides = [
    { title: t('before'), branches: treeOf(units, 'before'), on: day.toISOString().slice(0, 10), after: false },
    { title: t('after'), branches: treeOf(units, 'after'), on, after: true },
  ];
  return (
    <div className="halves">
      {sides.map((s) => (
        <section key={s.title} aria-label={s.title}>
          <h3>{s.title}</h3>
          <ul className="branch">
            {s.branches.map((b) => (
              <Node key={b.code} branch={b} on={s.on} after={s.after} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
