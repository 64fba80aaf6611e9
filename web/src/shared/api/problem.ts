// What the server says when it refuses (RFC 9457): a sentence for the reader, a stable key, the field.
export interface ProblemPart {
  field?: string;
  key: string;
  sentence: string;
  rule?: string;
  citation?: string;
}
export interface ProblemBody {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  key?: string;
  field?: string;
  id?: string;
  problems?: ProblemPart[]; // what is wrong, field by field
  refusals?: ProblemPart[]; // the rules that say no
}

export class Problem extends Error {
  readonly body: ProblemBody;
  readonly etag: string | undefined;
  constructor(body: ProblemBody, etag?: string) {
    super(body.detail ?? body.title ?? body.key ?? String(body.status));
    this.name = 'Problem';
    this.body = body;
    this.etag = etag;
  }
  get status(): number {
    return this.body.status;
  }
  get key(): string {
    return this.body.key ?? '';
  }
}

// The server was not reached at all; nothing is known of what it did.
export class Unreachable extends Error {
  constructor() {
    super('unreachable');
    this.name = 'Unreachable';
  }
}

export function isProblem(error: unknown, status?: number): error is Problem {
  return error instanceof Problem && (status === undefined || error.status === status);
}

export function readProblem(status: number, value: unknown, etag?: string): Problem {
  if (typeof value === 'object' && value !== null) return new Problem({ ...(value as ProblemBody), status }, etag);
  return new Problem({ status, ...(typeof value === 'string' && value.length < 300 ? { detail: value } : {}) }, etag);
}

// What was refused of one field.
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  return error.body.problems?.find((p) => p.field === field)?.sentence ?? (error.body.field === field ? error.body.detail : undefined);
}
