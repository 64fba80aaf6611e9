// What the identity pages ask of the server.
import { call, upload } from '../../shared/api/call.ts';
import type { ListPage } from '../../shared/api/list.ts';
import type {
  Account, AccountLink, BulkReport, Grant, LinkAbout, Preferences, RecoveryCodes, RoleAbout, SecondFactorSettings, Session as OpenSession, SessionAnswer, Token, TokenAnswer, TotpStart,
} from './model.ts';

export type { Account, AccountLink, BulkReport, Grant, LinkAbout, OpenSession, RoleAbout, SessionAnswer, Token };

export const readSession = (): Promise<SessionAnswer> => call('getSession');
export const signIn = (name: string, password: string): Promise<SessionAnswer> => call('signIn', { body: { name, password } });
export const signInSecondFactor = (code: string): Promise<SessionAnswer> => call('signInSecondFactor', { body: { code } });
export const signOut = (): Promise<unknown> => call('signOut');
export const lookAtLink = (token: string): Promise<LinkAbout> => call('lookAtOneTimeLink', { body: { token } });
export const openLink = (body: object): Promise<SessionAnswer> => call('useOneTimeLink', { body });
export const changePassword = (body: { current_password: string; new_password: string }): Promise<SessionAnswer> => call('changePassword', { body });
export const startTotp = (password: string): Promise<TotpStart> => call('startTotp', { body: { password } });
export const confirmTotp = (code: string): Promise<RecoveryCodes> => call('confirmTotp', { body: { code } });
export const removeTotp = (password: string): Promise<unknown> => call('removeTotp', { body: { password } });
export const newRecoveryCodes = (password: string): Promise<RecoveryCodes> => call('newRecoveryCodes', { body: { password } });
export const listMySessions = (): Promise<{ items: OpenSession[] }> => call('listMySessions');
export const revokeSession = (id: number): Promise<unknown> => call('revokeSession', { path: { id } });
export const listTokens = (): Promise<{ items: Token[] }> => call('listTokens');
export const createToken = (body: object): Promise<TokenAnswer> => call('createToken', { body });
export const revokeToken = (id: number): Promise<unknown> => call('revokeToken', { path: { id } });
export const storePreferences = (body: Preferences): Promise<Preferences> => call('putPreferences', { body });

export const listAccounts = (search: string | undefined, sort: string | undefined, after: string | undefined, signal: AbortSignal): Promise<ListPage<Account>> =>
  call('listAccounts', { query: { search, sort, after }, signal });
export const readAccount = (id: number): Promise<Account> => call('getAccount', { path: { id } });
export const createAccount = (body: object): Promise<AccountLink> => call('createAccount', { body });
export const updateAccount = (id: number, body: object, version: number): Promise<Account> => call('updateAccount', { path: { id }, body, version });
export const resetAccount = (id: number, secondFactor: boolean): Promise<AccountLink> => call('resetAccount', { path: { id }, body: { second_factor: secondFactor } });
export const setDisabled = (id: number, disabled: boolean): Promise<Account> => call(disabled ? 'disableAccount' : 'enableAccount', { path: { id } });
export const bulkCreateAccounts = (file: File, dryRun: boolean): Promise<BulkReport> => upload('bulkCreateAccounts', file, { query: { dryRun } });
export const listGrants = (account: number | undefined): Promise<{ items: Grant[] }> => call('listGrants', { query: { account } });
export const addGrant = (account: number, body: object): Promise<Grant> => call('addGrant', { path: { id: account }, body });
export const removeGrant = (id: number): Promise<unknown> => call('removeGrant', { path: { id } });
export const listRoles = (): Promise<{ items: RoleAbout[] }> => call('listRoles');
export const readSecondFactor = (): Promise<SecondFactorSettings> => call('getSecondFactorSettings');
export const storeSecondFactor = (body: SecondFactorSettings): Promise<SecondFactorSettings> => call('putSecondFactorSettings', { body });
