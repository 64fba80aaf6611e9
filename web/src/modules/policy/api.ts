// What the rules page asks of the server.
import { call } from '../../shared/api/call.ts';

export interface Rule {
  id: string;
  module: string;
  title: string;
  checks: string;
  document: string;
  provision: string;
  sentence: string;
  from: string;
  to: string | null;
  applies: boolean;
  source_status: string;
  stale: boolean;
}
export const listRules = (on: string): Promise<{ items: Rule[] }> => call('listRules', { query: { on } });
