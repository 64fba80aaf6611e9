// Every page and its part of the program, loaded when first opened.
import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Opening, RouteFailed } from './RouteFailed.tsx';
import { Shell } from './Shell.tsx';

const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({ path, HydrateFallback: Opening, lazy: async () => ({ Component: await load() }) });

export const router = createBrowserRouter([
  page('/sign-in', async () => (await import('../modules/identity/SignInPage.tsx')).SignInPage),
  page('/link/:token', async () => (await import('../modules/identity/OneTimeLinkPage.tsx')).OneTimeLinkPage),
  page('/link', async () => (await import('../modules/identity/OneTimeLinkPage.tsx')).OneTimeLinkPage),
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: RouteFailed,
    HydrateFallback: Opening,
    children: [
      {
        ErrorBoundary: RouteFailed,
        children: [
          { index: true, HydrateFallback: Opening, lazy: async () => ({ Component: (await import('./HomePage.tsx')).HomePage }) },
          page('units', async () => (await import('../modules/org/TreePage.tsx')).TreePage),
          page('units/import', async () => (await import('../modules/imports/ImportPage.tsx')).ImportPage),
          page('units/:code', async () => (await import('../modules/org/UnitPage.tsx')).UnitPage),
          page('reorganisations', async () => (await import('../modules/reorganisation/PlansPage.tsx')).PlansPage),
          page('reorganisations/new', async () => (await import('../modules/reorganisation/PlanPage.tsx')).NewPlanPage),
          page('reorganisations/:code', async () => (await import('../modules/reorganisation/PlanPage.tsx')).PlanPage),
          page('weak', async () => (await import('../modules/reviews/WeakPage.tsx')).WeakPage),
          page('weak/:code', async () => (await import('../modules/reviews/OrganisationPage.tsx')).OrganisationPage),
          page('remedies', async () => (await import('../modules/reviews/RemediesPage.tsx')).RemediesPage),
          page('remedies/:id', async () => (await import('../modules/reviews/RemedyPage.tsx')).RemedyPage),
          page('members', async () => (await import('../modules/members/MembersPage.tsx')).MembersPage),
          page('members/import', async () => (await import('../modules/imports/ImportPage.tsx')).ImportPage),
          page('members/new', async () => (await import('../modules/members/NewMemberPage.tsx')).NewMemberPage),
          page('members/fields', async () => (await import('../modules/members/FieldsPage.tsx')).FieldsPage),
          page('members/admit', async () => (await import('../modules/members/AdmitPage.tsx')).AdmitPage),
          page('members/due', async () => (await import('../modules/members/DuePage.tsx')).DuePage),
          page('members/duplicates', async () => (await import('../modules/members/DuplicatesPage.tsx')).DuplicatesPage),
          page('members/duplicates/:code/:other', async () => (await import('../modules/members/ComparePage.tsx')).ComparePage),
          page('members/cases', async () => (await import('../modules/members/CasesPage.tsx')).CasesPage),
          page('members/cases/:id', async () => (await import('../modules/members/CasePage.tsx')).CasePage),
          page('members/cases/:id/forms/:form', async () => (await import('../modules/members/FormPage.tsx')).FormPage),
          page('members/questions', async () => (await import('../modules/members/QuestionsPage.tsx')).QuestionsPage),
          page('members/:code', async () => (await import('../modules/members/MemberPage.tsx')).MemberPage),
          page('statistics', async () => (await import('../modules/statistics/StatisticsPage.tsx')).StatisticsPage),
          page('statistics/targets', async () => (await import('../modules/statistics/TargetsPage.tsx')).TargetsPage),
          page('statistics/reductions', async () => (await import('../modules/statistics/ReductionsPage.tsx')).ReductionsPage),
          page('statistics/plans/:code', async () => (await import('../modules/statistics/SheetPage.tsx')).SheetPage),
          page('documents', async () => (await import('../modules/documents/DocumentsPage.tsx')).DocumentsPage),
          page('documents/new', async () => (await import('../modules/documents/NewDocumentPage.tsx')).NewDocumentPage),
          page('documents/tallies', async () => (await import('../modules/documents/TalliesPage.tsx')).TalliesPage),
          page('documents/:id', async () => (await import('../modules/documents/DocumentPage.tsx')).DocumentPage),
          page('series', async () => (await import('../modules/documents/SeriesListPage.tsx')).SeriesListPage),
          page('series/:id', async () => (await import('../modules/documents/SeriesPage.tsx')).SeriesPage),
          page('intake', async () => (await import('../modules/intake/IntakePage.tsx')).IntakePage),
          page('intake/facts', async () => (await import('../modules/intake/FactsPage.tsx')).FactsPage),
          page('intake/attestations', async () => (await import('../modules/intake/AttestationsPage.tsx')).AttestationsPage),
          page('intake/:id', async () => (await import('../modules/intake/ReviewPage.tsx')).ReviewPage),
          page('admin', async () => (await import('../modules/identity/AccountsPage.tsx')).AccountsPage),
          page('admin/roles', async () => (await import('../modules/identity/RolesPage.tsx')).RolesPage),
          page('admin/journal', async () => (await import('../modules/audit/JournalPage.tsx')).JournalPage),
          page('admin/jobs', async () => (await import('../modules/jobs/JobsPage.tsx')).JobsPage),
          page('admin/rules', async () => (await import('../modules/policy/RulesPage.tsx')).RulesPage),
          page('admin/rules/:id', async () => (await import('../modules/policy/RulePage.tsx')).RulePage),
          page('admin/calendar', async () => (await import('../modules/policy/CalendarPage.tsx')).CalendarPage),
          page('my/record', async () => (await import('../modules/members/OwnRecordPage.tsx')).OwnRecordPage),
          page('account', async () => (await import('../modules/identity/MyAccountPage.tsx')).MyAccountPage),
          { path: '*', Component: RouteFailed },
        ],
      },
    ],
  },
]);
