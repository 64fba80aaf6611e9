// Draft until api/openapi.json exists; npm run types replaces this file.
export interface operations {
  [id: string]: { responses: { 200: { content: { 'application/json': never } } } };
}
export interface paths {
  [path: string]: object;
}
