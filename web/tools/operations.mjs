// Writes src/shared/api/operations.ts from api/openapi.json: operationId → method and path.
import fs from 'node:fs';
const here = new URL('.', import.meta.url);
const spec = JSON.parse(fs.readFileSync(new URL('../../api/openapi.json', here), 'utf8'));
const rows = [];
for (const [path, methods] of Object.entries(spec.paths))
  for (const [method, operation] of Object.entries(methods))
    if (operation.operationId) rows.push([operation.operationId, method, path]);
rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
const text = `// Generated from api/openapi.json by npm run types. Do not edit.
export const operationTable = {
${rows.map(([id, method, path]) => `  ${id}: ['${method}', '${path}'],`).join('\n')}
} as const;
export type OperationId = keyof typeof operationTable;
`;
fs.writeFileSync(new URL('../src/shared/api/operations.ts', here), text);
console.log(`${rows.length} operations`);
