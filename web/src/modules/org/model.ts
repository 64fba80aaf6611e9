// The records of the organisation operations, as the server writes them.
export interface UnitName {
  code: string;
  name: string;
}
export interface UnitItem {
  code: string;
  name: string;
  kind: string;
  level: string;
  parent_code: string;
  from: string;
  to: string | null;
  children: number;
  became: UnitName[]; // what took its place by the day of the page
}
export interface UnitFunction {
  id: number;
  unit_code: string;
  text: string;
  document: string;
  provision: string;
  from: string;
  to: string | null;
  version: number;
}
export interface UnitPage {
  unit: UnitItem;
  on: string;
  active: boolean;
  ancestors: UnitItem[];
  history: UnitItem[];
  predecessors: UnitName[];
  functions: UnitFunction[];
  may_change: boolean;
  version: string;
}
export interface NewUnit {
  code: string;
  name: string;
  kind: string;
  level: string;
  parent_code: string;
  from: string;
  to: string | null;
}
export interface UnitChange {
  from: string;
  name: string | null;
  kind: string | null;
  level: string | null;
  parent_code: string | null;
}
export interface EndOn {
  on: string;
}
export interface NewUnitFunction {
  text: string;
  document: string;
  provision: string;
  from: string;
  to: string | null;
}
