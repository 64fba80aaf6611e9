// The records of the intake operations, as the server writes them.
export type Canonical = Record<string, unknown>;
export interface TextRow {
  id: number;
  name: string;
  unit_code: string;
  unit_name: string;
  kind: string;
  encoding: string;
  length: number;
  day: string | null;
  day_inferred: boolean;
  waiting: number;
  decided: number;
  reader_version: string;
  uploaded_by: string;
  uploaded_at: string;
  version: number;
}
export interface TextView {
  about: TextRow;
  start: number; // of the part that follows
  text: string;
  pages: { number: number; start: number }[];
  warnings: { key: string; sentence: string }[];
}
export interface CandidateView {
  document_id: number;
  label: string;
  state: string;
  reasons: string[];
}
export interface OtherItem {
  id: number;
  key: string;
  type: string;
  words: string;
  canonical: Canonical;
}
export interface ItemView {
  id: number;
  key: string;
  type: string;
  start: number;
  end: number;
  words: string;
  canonical: Canonical;
  original: Canonical;
  proposed: { start: number; end: number; canonical: Canonical } | null;
  difference: string;
  certainty: string;
  method: string;
  optional: boolean;
  state: string;
  candidates: CandidateView[];
  document_id: number | null;
  document_label: string;
  decided_by: string;
  decided_at: string;
  refusals: { key: string; sentence: string }[];
  others: OtherItem[]; // what its relations lead to, and what it refers to
  version: number;
}
export interface ItemPage {
  items: ItemView[];
  next: string | null;
  previous: string | null;
  before: number;
  total: number;
}
export interface ItemCounts {
  counts: { type: string; state: string; count: number }[];
  certain: number;
}
export interface DecidedItem {
  id: number;
  version: number;
}
export interface Decision {
  version: number;
  action: string;
  start?: number;
  end?: number;
  canonical?: Canonical;
  document_id?: number;
  create?: boolean;
}
export interface NewItem {
  type: string;
  start: number;
  end: number;
  canonical: Canonical;
  document_id?: number;
  create?: boolean;
}
export interface ContradictionView {
  id: number;
  key: string;
  sentence: string;
  spans: { start: number; end: number; words: string }[];
  found: string;
  expected: string;
}
export interface FactView {
  id: number;
  type: string;
  words: string;
  canonical: Canonical;
  day: string | null;
  text_id: number;
  item_id: number;
  text_name: string;
}
export interface AttestationView {
  id: number;
  person: string;
  office: string;
  day: string | null;
  text_id: number;
  item_id: number;
  text_name: string;
}
export interface Uploaded {
  text_id: number | null;
  job_id: number | null;
  known_already: boolean;
}
export interface AcceptedCertain {
  accepted: number;
  left: number;
  relations_refused: number;
  items: DecidedItem[];
}
export interface Reread {
  added: number;
  changed: number;
  removed: number;
}
