// DuckDB, in this process, one thread once it is loaded: two copies of the facts, in the order of subject and of
// object, so that its zone maps find a node; indexes made it slower. Prepared statements, answers read by column.
//
//     node duckdb.mjs FOLDER x1 OUTPUT.json
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {DuckDBInstance, version} from '@duckdb/node-api';
import {YEAR_DAYS, bytesUnder, followed, mixed, mixed2, run, sumOfPeriods} from './ask.mjs';

const place = fs.mkdtempSync(path.join(process.env.TENURE_BENCH_DIR ?? os.tmpdir(), 'tenure-duckdb-'));
const file = path.join(place, 'duck.db');
const statements = {};
let connection;

/// By question, from the file all SQL databases share.
function sqlQuestions() {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const text = fs.readFileSync(process.env.TENURE_BENCH_SQL ?? path.join(here, 'questions.sql'), 'utf8');
  const found = {};
  for (const part of text.split(/^-- (?=Q)/m).slice(1)) {
    const end = part.indexOf('\n');
    found[part.slice(0, end).trim()] = part.slice(end).trim().replace(/;$/, '');
  }
  return found;
}

async function load(folder) {
  const instance = await DuckDBInstance.create(file, {threads: String(os.availableParallelism())});
  connection = await instance.connect();
  const columns = "{'subject': 'INTEGER', 'type': 'INTEGER', 'object': 'INTEGER', 'start_day': 'INTEGER', " +
                  "'end_day': 'INTEGER'}";
  const csv = `read_csv('${path.join(folder, 'fact_days.csv')}', header = false, columns = ${columns})`;
  await connection.run(`CREATE TABLE fact_out AS FROM ${csv} ORDER BY subject, type, start_day`);
  await connection.run('CREATE TABLE fact_in AS FROM fact_out ORDER BY object, type, start_day');
  await connection.run('CHECKPOINT');
  await connection.run('SET threads = 1');
  for (const [question, sql] of Object.entries(sqlQuestions())) {
    // Parameters must be $1, $2, ... without a gap.
    const used = [...new Set(sql.match(/\$\d/g))].sort();
    const numbered = sql.replace(/\$\d/g, (parameter) => `$${used.indexOf(parameter) + 1}`);
    statements[question] = {prepared: await connection.prepare(numbered), used: used.map((text) => +text[1] - 1)};
  }
}

/// Calls row(...columns) for each row of the answer.
async function each(question, asked, third, row) {
  const {prepared, used} = statements[question];
  const values = [asked.node, asked.day, third];
  used.forEach((which, i) => prepared.bindInteger(i + 1, values[which]));
  const result = await prepared.run();
  for (const chunk of await result.fetchAllChunks()) {
    const columns = [];
    for (let i = 0; i < chunk.columnCount; ++i) columns.push(chunk.getColumnVector(i).items);
    for (let i = 0; i < chunk.rowCount; ++i) row(columns, i);
  }
}

const sumOfNodes = (question) => async (asked) => {
  let sum = 0;
  await each(question, asked, asked.later, (columns, i) => { sum ^= mixed(columns[0][i]); });
  return sum;
};
const count = (question) => async (asked) => {
  let found = 0;
  await each(question, asked, 0, (columns, i) => { found = Number(columns[0][i]); });
  return found;
};

await run({
  name: 'duckdb',
  version: `DuckDB ${version()}`,
  load,
  bytes: () => bytesUnder(place),
  ask: {
    Q1: sumOfNodes('Q1'),
    Q2: sumOfNodes('Q2'),
    Q2c: count('Q2c'),
    Q3: sumOfNodes('Q3'),
    Q4: sumOfNodes('Q4'),
    async Q5(asked) {
      let sum = 0;
      await each('Q5', asked, 0, (c, i) => { sum = followed(sum, c[0][i], c[1][i], c[2][i], c[3][i]); });
      return sum;
    },
    Q6: sumOfNodes('Q6'),
    async Q7(asked) {
      let sum = 0;
      await each('Q7', asked, 0, (c, i) => { sum ^= mixed2(c[0][i], c[1][i]); });
      return sum;
    },
    Q7c: count('Q7c'),
    async Q8(asked) {
      const pieces = [];
      await each('Q8', asked, asked.day + YEAR_DAYS, (c, i) => pieces.push([c[0][i], c[1][i], c[2][i]]));
      return sumOfPeriods(pieces);
    },
    async Q9(asked) {
      let sum = 0;
      await each('Q9', asked, asked.day + YEAR_DAYS, (c, i) => { sum ^= mixed2(c[0][i], c[1][i]); });
      return sum;
    },
  },
}).finally(() => fs.rmSync(place, {recursive: true, force: true}));
