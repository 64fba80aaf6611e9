// What the columns of a file mean, as a person says it, and what is still missing.
export interface Known {
  key: string;
  name: string;
  required: boolean;
}

export interface Matching {
  missing: string[]; // names of columns that must be there
  doubled: string[]; // names that two columns of the file claim
}

export function judge(known: readonly Known[], keys: readonly string[]): Matching {
  const times = (key: string): number => keys.filter((k) => k === key).length;
  return {
    missing: known.filter((c) => c.required && times(c.key) === 0).map((c) => c.name),
    doubled: known.filter((c) => times(c.key) > 1).map((c) => c.name),
  };
}

// As the server takes it: every column of the file, '' where it is not read.
export function columnsOf(header: readonly string[], keys: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(header.map((name, i) => [name, keys[i] ?? ''])));
}
