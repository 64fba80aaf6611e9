// The structure of figures as it stands in the address: a day, or "plan:" and the code of a plan. Pure.
export const planOf = (structure: string | undefined): string | undefined => (structure?.startsWith('plan:') ? structure.slice(5) : undefined);
