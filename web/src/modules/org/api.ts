// What the organisation pages ask of the server.
import { addressOf, call } from '../../shared/api/call.ts';
import type { ListPage } from '../../shared/api/list.ts';
import type { NewUnit, UnitChange, UnitFunction, UnitItem, UnitPage } from './model.ts';

export type { UnitFunction, UnitItem, UnitPage } from './model.ts';
export const listRoots = (on: string, signal: AbortSignal): Promise<ListPage<UnitItem>> => call('listRootUnits', { query: { on }, signal });
export const listChildren = (code: string, on: string, cursor: string | undefined, signal: AbortSignal): Promise<ListPage<UnitItem>> =>
  call('listChildUnits', { path: { code }, query: { on, cursor, limit: 200 }, signal });
export async function findUnits(text: string, on: string, signal: AbortSignal): Promise<UnitItem[]> {
  const page: ListPage<UnitItem> = await call('searchUnits', { query: { q: text, on, limit: 20 }, signal });
  return page.items;
}
export const readUnit = (code: string, on: string): Promise<UnitPage> => call('getUnit', { path: { code }, query: { on } });
export const addUnit = (body: NewUnit): Promise<UnitPage> => call('addUnit', { body });
export const changeUnit = (code: string, body: UnitChange, version: string): Promise<UnitPage> => call('changeUnit', { path: { code }, body, version });
export const endUnit = (code: string, on: string, version: string): Promise<UnitPage> => call('endUnit', { path: { code }, body: { on }, version });
export const addFunction = (code: string, body: object): Promise<unknown> => call('addUnitFunction', { path: { code }, body });
export const endFunction = (f: UnitFunction, on: string, version = f.version): Promise<unknown> => call('endUnitFunction', { path: { id: f.id }, body: { on }, version });
export const exportUnitsAddress = (format: 'csv' | 'xlsx'): string => addressOf('exportUnits', { query: { format } });
