// What the server says when it refuses (RFC 9457): a sentence for the reader, a stable key, the field.
export interface ProblemPart {
  field?: string;
  key?: string;
  detail?: string;
  rule?: string;
  citation?: string;
  line?: number;
}
export interface ProblemBody {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  key?: string;
  field?: string;
  rule?: string;
  citation?: string;
  id?: string;
  problems?: ProblemPart[];
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
