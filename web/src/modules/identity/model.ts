// The records of the identity operations, as the server writes them.
export interface Preferences {
  language: string;
  theme: string;
  text_size: string;
}
export interface Grant {
  id: number;
  account_id: number;
  account_name: string;
  role: string;
  unit_id: number;
  unit_code: string;
  unit_name: string;
  from: string;
  to: string | null;
  granted_by: string;
}
export interface NewGrant {
  role: string;
  unit_code: string;
  from: string | null;
  to: string | null;
}
export interface Account {
  id: number;
  name: string;
  full_name: string;
  unit_id: number;
  unit_code: string;
  unit_name: string;
  disabled: boolean;
  must_change: boolean;
  second_factor: boolean;
  roles: string[];
  created_at: number;
  signed_in_at: number | null;
  version: number;
}
export interface NewAccount {
  name: string;
  full_name: string;
  unit_code: string;
  grant: NewGrant | null;
}
export interface AccountChange {
  full_name: string | null;
  unit_code: string | null;
  version: number | null;
}
export interface AccountLink {
  account: Account;
  link: string;
  expires_at: number;
}
export interface ResetAccount {
  second_factor: boolean;
}
export interface BulkProblem {
  line: number;
  field: string;
  key: string;
  sentence: string;
}
export interface BulkCreated {
  line: number;
  name: string;
  link: string;
}
export interface BulkReport {
  dry_run: boolean;
  rows: number;
  created: BulkCreated[];
  refused: BulkProblem[];
}
export interface SignIn {
  name: string;
  password: string;
}
export interface OneCode {
  code: string;
}
export interface OnePassword {
  password: string;
}
export interface ChangePassword {
  current_password: string;
  new_password: string;
}
export interface LinkToken {
  token: string;
}
export interface LinkAbout {
  purpose: string;
  name: string;
  expires_at: number;
}
export interface UseLink {
  token: string;
  password: string;
  name: string | null;
  full_name: string | null;
}
export interface SessionAnswer {
  state: string;
  csrf: string;
  account_id: number;
  name: string;
  full_name: string;
  unit_id: number;
  unit_code: string;
  unit_name: string;
  second_factor: boolean;
  grants: Grant[];
  permissions: string[];
  preferences: Preferences;
}
export interface Session {
  id: number;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  remote: string;
  agent: string;
  current: boolean;
}
export interface TotpStart {
  address: string;
  qr_svg: string;
}
export interface RecoveryCodes {
  codes: string[];
}
export interface Token {
  id: number;
  name: string;
  scope: string;
  created_at: number;
  expires_at: number;
  last_used_at: number | null;
}
export interface NewToken {
  name: string;
  scope: string;
  days: number;
}
export interface TokenAnswer {
  about: Token;
  token: string;
}
export interface RoleAbout {
  role: string;
  name_vi: string;
  name_en: string;
  permissions: string[];
  second_factor: boolean;
}
export interface SecondFactorSetting {
  role: string;
  required: boolean;
}
export interface SecondFactorSettings {
  items: SecondFactorSetting[];
}
export interface JournalEntry {
  sequence: number;
  at: number;
  actor: string;
  account_id: number;
  verb: string;
  verb_text: string;
  object_kind: string;
  object_id: string;
  unit_id: number;
  unit_code: string;
  unit_name: string;
  difference: unknown;
  on_behalf_of: string;
  request_id: string;
}
export interface JournalCheck {
  whole: boolean;
  entries: number;
  sealed: number;
  first_broken: number | null;
  key: string;
  sentence: string;
}
export interface JournalChecks {
  journal: JournalCheck;
  views: JournalCheck;
}
export interface VerifyJournal {
  head: string | null;
}
export interface JobAbout {
  id: number;
  kind: string;
  title: string;
  state: string;
  done: number;
  total: number;
  error_key: string;
  error: string;
  result: unknown;
  account_id: number;
  unit_id: number;
  created_at: number;
  started_at: number;
  ended_at: number;
}
