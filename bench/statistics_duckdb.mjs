// Q1 to Q4 of the statistics benchmark on DuckDB, one thread: node statistics_duckdb.mjs FOLDER_OF_MODULES DATA.
// Prints "Q1 milliseconds", the least of seven.
import { createRequire } from 'module';
const require = createRequire(process.argv[2] + '/x.js');
const { DuckDBInstance } = require('@duckdb/node-api');
const data = process.argv[3];
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const run = (sql) => connection.run(sql);
const rows = async (sql) => (await connection.runAndReadAll(sql)).getRows();
await run('SET threads=1');
await run(`CREATE TABLE orgs AS SELECT * FROM read_csv('${data}/orgs.csv', header=false,
  columns={'id':'INTEGER','parent':'INTEGER','level':'UTINYINT','last':'INTEGER'})`);
await run(`CREATE TABLE spans AS SELECT * FROM read_csv('${data}/spans.csv', header=false,
  columns={'member':'INTEGER','cell':'INTEGER','from':'USMALLINT','to':'USMALLINT','status':'UTINYINT','gender':'UTINYINT',
  'ethnicity':'UTINYINT','education':'UTINYINT','birth':'USMALLINT','admitted':'USMALLINT'}) ORDER BY cell`);
// The cells below each child of a unit, so that the join is by equality.
const cells = (name, unit) => run(`CREATE TABLE ${name} AS SELECT o.id AS cell, c.id AS child
  FROM orgs o JOIN orgs c ON c.parent=${unit} AND o.id BETWEEN c.id AND c.last WHERE o.level=4`);
await cells('of_nation', 0);
const [[province, last]] = await rows('SELECT id, last FROM orgs WHERE parent=0 ORDER BY id LIMIT 1 OFFSET 5');
await cells('of_province', province);
const on = 34332;
const questions = {
  Q1: `SELECT child, gender, count(*) FROM spans JOIN of_nation USING(cell) WHERE "from"<=${on} AND "to">${on} GROUP BY ALL`,
  Q2: `SELECT child, education, count(*) FROM spans JOIN of_province USING(cell)
       WHERE cell BETWEEN ${province} AND ${last} AND "from"<=${on} AND "to">${on} GROUP BY ALL`,
  Q3: `SELECT child, count(*) FILTER ("from"<=${on - 365} AND "to">${on - 365}),
       count(*) FILTER (status=0 AND "from">${on - 365} AND "from"<=${on}) FROM spans JOIN of_nation USING(cell) GROUP BY ALL`,
  Q4: `SELECT q, count(*) FROM range(40) t(q) JOIN spans ON "from"<=${on}-q*91 AND "to">${on}-q*91
       WHERE cell BETWEEN ${province} AND ${last} GROUP BY q`,
};
for (const [name, sql] of Object.entries(questions)) {
  let best = Infinity;
  for (let i = 0; i < 7; i++) {
    const begun = performance.now();
    await rows(sql);
    best = Math.min(best, performance.now() - begun);
  }
  console.log(name, best.toFixed(2));
}
