import { Problem } from '../../shared/api/problem.ts';

// What was refused of one field.
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  if (error.body.field === field) return error.body.detail;
  return error.body.problems?.find((p) => p.field === field)?.detail;
}
