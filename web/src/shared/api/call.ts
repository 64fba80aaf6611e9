// The one way to the server. Operations are named by the operationId of api/openapi.json; their method, path
// and types are generated from it (npm run types). Answers carry the ETag of what was read.
import createClient from 'openapi-fetch';
import type { Language } from '../i18n/words.ts';
import { operationTable, type OperationId } from './operations.ts';
import { serverLost, serverReached } from './connection.ts';
import { readProblem, Unreachable } from './problem.ts';
import type { operations, paths } from './schema';

type JsonOf<R> = R extends { content: { 'application/json': infer T } } ? T : undefined;
type Successes<R> = R extends object ? { [S in keyof R]: S extends 200 | 201 | 202 | 204 ? JsonOf<R[S]> : never }[keyof R] : never;
// The server writes every member of a record; the schema marks only those that a request must hold.
type Whole<T> = T extends (infer U)[] ? Whole<U>[] : T extends object ? { [K in keyof T]-?: Whole<Exclude<T[K], undefined>> } : T;
export type Answer<Id extends OperationId> = Whole<Successes<operations[Id]['responses']>>;

type Scalar = string | number | boolean | null | undefined;
export interface CallOptions {
  path?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, Scalar>>;
  body?: unknown;
  version?: string | number | undefined; // of what was read: goes into If-Match
  signal?: AbortSignal;
  as?: 'text' | 'blob'; // the answer is a file: its very letters or bytes
}
export interface Versioned<T> {
  value: T;
  etag: string | undefined;
}

const state = { csrf: '', language: 'vi' as Language, onSignedOut: (): void => undefined };
export function setCsrf(token: string): void {
  state.csrf = token;
}
export function setCallLanguage(language: Language): void {
  state.language = language;
}
export function whenSignedOut(f: () => void): void {
  state.onSignedOut = f;
}

const client = createClient<paths>({ baseUrl: location.origin });
interface Sent {
  data?: unknown;
  error?: unknown;
  response: Response;
}
type Send = (method: string, path: string, init: Record<string, unknown>) => Promise<Sent>;
const send = client.request.bind(client) as unknown as Send;

function known(query: CallOptions['query']): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== '') out[name] = String(value);
  return out;
}

function headersFor(method: string, options: CallOptions): Record<string, string> {
  const headers: Record<string, string> = { 'Accept-Language': state.language };
  if (method !== 'get' && state.csrf) headers['X-CSRF-Token'] = state.csrf;
  if (options.version !== undefined) {
    const v = String(options.version);
    headers['If-Match'] = v.startsWith('"') || v.startsWith('W/') ? v : `"${v}"`;
  }
  return headers;
}

export async function callVersioned<Id extends OperationId>(id: Id, options: CallOptions = {}): Promise<Versioned<Answer<Id>>> {
  const [method, path] = operationTable[id];
  let sent: Sent;
  try {
    sent = await send(method, path, {
      params: { path: options.path ?? {}, query: known(options.query) },
      headers: headersFor(method, options),
      ...(options.body === undefined ? {} : { body: options.body }),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.as ? { parseAs: options.as } : {}),
      credentials: 'same-origin',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    serverLost();
    throw new Unreachable();
  }
  const keptAt = sent.response.headers.get('X-Kept-At');
  if (keptAt) serverLost(keptAt);
  else serverReached();
  const etag = sent.response.headers.get('ETag') ?? undefined;
  if (!sent.response.ok) {
    const problem = readProblem(sent.response.status, sent.error, etag);
    if (sent.response.status === 401 && id !== 'getSession' && !id.startsWith('signIn')) state.onSignedOut();
    throw problem;
  }
  return { value: sent.data as Answer<Id>, etag };
}

export async function call<Id extends OperationId>(id: Id, options: CallOptions = {}): Promise<Answer<Id>> {
  return (await callVersioned(id, options)).value;
}

// The address of an operation, for links that download.
export function addressOf(id: OperationId, options: Pick<CallOptions, 'path' | 'query'> = {}): string {
  const [, template] = operationTable[id];
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(options.path?.[name] ?? '')));
  const query = new URLSearchParams(known(options.query)).toString();
  return query ? `${path}?${query}` : path;
}

// Streams one file to an operation and tells how far it is.
export function upload<Id extends OperationId>(
  id: Id,
  file: Blob,
  options: Pick<CallOptions, 'path' | 'query'> & { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<Answer<Id>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(operationTable[id][0].toUpperCase(), addressOf(id, options));
    request.setRequestHeader('Accept-Language', state.language);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    if (state.csrf) request.setRequestHeader('X-CSRF-Token', state.csrf);
    request.upload.onprogress = (e) => options.onProgress?.(e.total ? e.loaded / e.total : 0);
    request.onerror = () => {
      serverLost();
      reject(new Unreachable());
    };
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      let value: unknown = request.responseText;
      try {
        value = JSON.parse(request.responseText);
      } catch {
        // not JSON: a proxy spoke; the status says enough
      }
      if (request.status >= 200 && request.status < 300) resolve(value as Answer<Id>);
      else reject(readProblem(request.status, value));
    };
    options.signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
