// Runs an SQL file in DuckDB: node duckdb.mjs THREADS SQL FILE OUT [TABLE].
// NODE_PATH names where @duckdb/node-api is installed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.env.NODE_PATH + '/');
const { DuckDBInstance } = require('@duckdb/node-api');
const [threads, sql, file, out, table] = process.argv.slice(2);
const database = await DuckDBInstance.create(':memory:', { threads });
const connection = await database.connect();
await connection.run(readFileSync(sql, 'utf8')
    .replaceAll(':file', `'${file}'`).replaceAll(':out', `'${out}'`)
    .replaceAll(':table', `'${table}'`));
