// A plan as its file has it (CONTRACTS, Command line), and the lines of a split as people type them. Pure.
export interface NewUnit {
  code: string;
  name: string;
  kind: string;
  level: string;
  parent_code: string;
}
export interface Change {
  verb: string;
  from?: string[] | string;
  unit?: string; // of one unit, as files may have it in place of from
  into?: NewUnit | string | (NewUnit | string)[];
  assign?: Record<string, string>;
  name?: string;
  parent_code?: string;
  kind?: string;
  level?: string;
}
export interface Grant {
  account: string;
  role: string;
  to: string;
}
export interface Plan {
  id: string;
  title: string;
  decision: string;
  effective_on: string;
  grants: Grant[];
  changes: Change[];
}

export interface StepFields {
  verb: string;
  from: string[];
  into: string; // code of a unit that exists
  fresh: NewUnit;
  parts: string;
  assign: string;
  name: string;
  parent_code: string;
  kind: string;
  level: string;
}
export const emptyStep: StepFields = {
  verb: 'merge', from: [], into: '', fresh: { code: '', name: '', kind: 'commune', level: 'commune', parent_code: '' },
  parts: '', assign: '', name: '', parent_code: '', kind: 'commune', level: 'commune',
};

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l !== '');

// "P91 Đảng bộ tỉnh Mới" is a new unit like the model, "P91" one that exists.
export function readParts(text: string, like: Omit<NewUnit, 'code' | 'name'>): (NewUnit | string)[] {
  return lines(text).map((line) => {
    const [code = '', ...name] = line.split(/\s+/);
    return name.length > 0 ? { code, name: name.join(' '), kind: like.kind, level: like.level, parent_code: like.parent_code } : code;
  });
}
// "C12 P91", "C12 → P91" or "C12, P91".
export function readAssign(text: string): Record<string, string> {
  return Object.fromEntries(lines(text).map((line) => line.split(/[\s,;→]+/)).map(([what = '', to = '']) => [what, to]));
}

// What the fields of a step say, as the file has it; nothing while something is missing.
export function changeOf(s: StepFields): Change | undefined {
  const [first] = s.from;
  const whole = s.fresh.code !== '' && s.fresh.name !== '' && s.fresh.parent_code !== '';
  switch (s.verb) {
    case 'merge':
      return s.from.length > 1 && whole ? { verb: 'merge', from: s.from, into: s.fresh } : undefined;
    case 'establish':
      return whole ? { verb: 'establish', into: s.fresh } : undefined;
    case 'absorb':
      return first && s.into ? { verb: 'absorb', from: s.from, into: s.into } : undefined;
    case 'split': {
      const into = readParts(s.parts, s.fresh);
      return first && into.length > 0 ? { verb: 'split', from: first, into, assign: readAssign(s.assign) } : undefined;
    }
    case 'rename':
      return first && s.name.trim() ? { verb: 'rename', from: first, name: s.name.trim() } : undefined;
    case 'move':
      return first && s.parent_code ? { verb: 'move', from: first, parent_code: s.parent_code } : undefined;
    case 'change_kind':
      return first ? { verb: 'change_kind', from: first, kind: s.kind, level: s.level } : undefined;
    default:
      return first ? { verb: 'end', from: first } : undefined;
  }
}

export const codesOf = (change: Change): string[] => [change.unit ?? change.from ?? []].flat();
export function intoOf(change: Change): { code: string; name: string }[] {
  const into = change.into === undefined ? [] : Array.isArray(change.into) ? change.into : [change.into];
  return into.map((u) => (typeof u === 'string' ? { code: u, name: '' } : { code: u.code, name: u.name }));
}

// Where grants may pass to: what comes out of the steps that end or divide units.
export const receiversOf = (changes: readonly Change[]): string[] => [...new Set(changes.filter((c) => ['merge', 'absorb', 'split'].includes(c.verb)).flatMap((c) => intoOf(c).map((u) => u.code)))];

interface Placed {
  code: string;
  fate: string;
  parent_before: string;
  parent_after: string;
}
// unit: none of a superior that the plan does not touch.
export interface Branch<T = Placed> {
  code: string;
  unit: T | undefined;
  below: Branch<T>[];
}
// The units of one side below their superiors; what stands above all of them is the root.
export function treeOf<T extends Placed>(units: readonly T[], side: 'before' | 'after'): Branch<T>[] {
  const all = new Map<string, Branch<T>>();
  const there = units.filter((u) => u.fate !== (side === 'before' ? 'established' : 'ended'));
  for (const unit of there) all.set(unit.code, { code: unit.code, unit, below: [] });
  const roots: Branch<T>[] = [];
  for (const unit of there) {
    const own = all.get(unit.code);
    const above = side === 'before' ? unit.parent_before : unit.parent_after;
    if (!own) continue;
    if (above === '') {
      roots.push(own);
      continue;
    }
    let parent = all.get(above);
    if (!parent) {
      parent = { code: above, unit: undefined, below: [] };
      all.set(above, parent);
      roots.push(parent);
    }
    parent.below.push(own);
  }
  return roots;
}
