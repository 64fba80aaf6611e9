// Who is signed in, and what the account may do; asked of the server once, kept for every page.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { setCsrf, whenSignedOut } from '../shared/api/call.ts';
import { readSession, type SessionAnswer } from '../modules/identity/api.ts';

export type Session = SessionAnswer;
interface SessionHandle {
  session: Session | null; // null: nobody is signed in
  answer: SessionAnswer | undefined; // also of a session that waits for a second factor
  loading: boolean;
  error: unknown;
  refresh: () => Promise<void>;
}
const SessionContext = createContext<SessionHandle>({ session: null, answer: undefined, loading: true, error: null, refresh: async () => undefined });
export const useSessionHandle = (): SessionHandle => useContext(SessionContext);

// The token of the session holds from the moment of the answer.
async function readAndHold(): Promise<SessionAnswer> {
  const answer = await readSession();
  setCsrf(answer.csrf);
  return answer;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['session'], queryFn: readAndHold, staleTime: Infinity, retry: 1 });
  const answer = query.data;
  const session = answer?.state === 'signed_in' ? answer : null;
  useEffect(() => {
    whenSignedOut(() => void client.invalidateQueries({ queryKey: ['session'] }));
  }, [client]);
  const value = useMemo<SessionHandle>(
    () => ({
      session,
      answer,
      loading: query.isPending,
      error: query.error,
      refresh: async () => {
        await client.refetchQueries({ queryKey: ['session'] });
      },
    }),
    [session, answer, query.isPending, query.error, client],
  );
  return <SessionContext value={value}>{children}</SessionContext>;
}

// For pages behind the door: there is a session.
export function useSession(): Session {
  const { session } = useSessionHandle();
  if (!session) throw new Error('no session');
  return session;
}
export function useMay(): (permission: string) => boolean {
  const { session } = useSessionHandle();
  return (permission) => session?.permissions.includes(permission) ?? false;
}

// Every answer that opens or changes a session is the session.
export function useTakeSession(): (answer: SessionAnswer) => void {
  const client = useQueryClient();
  return (answer) => {
    setCsrf(answer.csrf);
    client.setQueryData(['session'], answer);
  };
}
