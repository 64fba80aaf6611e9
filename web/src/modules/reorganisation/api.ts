// What the pages of reorganisations ask of the server.
import { call, type Answer } from '../../shared/api/call.ts';
import type { ListPage } from '../../shared/api/list.ts';
import type { Plan } from './plan.ts';

export type PlanItem = Answer<'listReorganisations'>['items'][number];
export type Preview = Answer<'previewReorganisation'>;
export type Fate = Preview['unit_list'][number];
export type Total = Preview['totals'][number];
export type UnitSums = Preview['units'];
export type PlanPage = Omit<Answer<'getReorganisation'>, 'plan' | 'proof'> & { plan: Plan; proof: { totals: Total[]; units: UnitSums } | null };
export type PlanVerb = 'takeReorganisation' | 'approveReorganisation' | 'commitReorganisation' | 'undoReorganisation';

export const listPlans = (state: string | undefined, cursor: string | undefined, signal: AbortSignal): Promise<ListPage<PlanItem>> => call('listReorganisations', { query: { state, cursor, limit: 100 }, signal });
export async function listAllPlans(signal: AbortSignal): Promise<PlanItem[]> {
  const all: PlanItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await call('listReorganisations', { query: { cursor, limit: 200 }, signal });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return all;
}
export const readPlan = (code: string): Promise<PlanPage> => call('getReorganisation', { path: { code } }) as Promise<PlanPage>;
export const listTouched = (code: string, cursor: string | undefined, signal: AbortSignal): Promise<ListPage<Fate>> => call('listReorganisedUnits', { path: { code }, query: { cursor, limit: 500 }, signal });
export const previewPlan = (plan: Plan, signal: AbortSignal): Promise<Preview> => call('previewReorganisation', { body: plan, signal });
export const previewStored = (code: string, signal: AbortSignal): Promise<Preview> => call('previewStoredReorganisation', { path: { code }, signal });
export const createPlan = (plan: Plan): Promise<PlanPage> => call('createReorganisation', { body: plan }) as Promise<PlanPage>;
export const updatePlan = (code: string, plan: Plan, version: number): Promise<PlanPage> => call('updateReorganisation', { path: { code }, body: plan, version }) as Promise<PlanPage>;
export const removePlan = (code: string, version: number): Promise<unknown> => call('removeReorganisation', { path: { code }, version });
export const actOnPlan = (verb: PlanVerb, code: string, version: number): Promise<PlanPage> => call(verb, { path: { code }, version }) as Promise<PlanPage>;
