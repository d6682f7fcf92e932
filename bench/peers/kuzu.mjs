// Kuzu, or its successor LadybugDB, in this process, one thread once it is loaded: a table of nodes and a table of
// relationships for each type, so that every question starts at a node's own lists. The hints say from where to join;
// without them the plans begin with all facts. Q9 is left out: it has no way to say "none before the one before it".
//
//     node kuzu.mjs FOLDER x1 OUTPUT.json kuzu        (or @ladybugdb/core)
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {YEAR_DAYS, bytesUnder, followed, mixed, mixed2, run, sumOfPeriods} from './ask.mjs';

const MODULE = process.argv[5] ?? 'kuzu';
const NAME = MODULE === 'kuzu' ? 'kuzu' : 'ladybug';
const kuzu = (await import(MODULE)).default;
const TYPES = ['MEMBER_OF', 'CHAIRED', 'MERGED_INTO', 'SPLIT_FROM'];

const place = fs.mkdtempSync(path.join(process.env.TENURE_BENCH_DIR ?? os.tmpdir(), `tenure-${NAME}-`));
const file = path.join(place, 'graph.db');
const statements = {};
let connection;

const alive = (fact) => `${fact}.start_day <= $day AND ${fact}.end_day > $day`;
const ANY = TYPES.join('|');
const CYPHER = {
  Q1: `MATCH (a:Node)-[e:MEMBER_OF]->(b:Node) WHERE a.id = $node AND ${alive('e')} HINT (a JOIN e) JOIN b RETURN b.id`,
  Q2: `MATCH (a:Node)<-[e:MEMBER_OF]-(b:Node) WHERE a.id = $node AND ${alive('e')} HINT (a JOIN e) JOIN b RETURN b.id`,
  Q2c: `MATCH (a:Node)<-[e:MEMBER_OF]-(b:Node) WHERE a.id = $node AND ${alive('e')} HINT (a JOIN e) JOIN b
        RETURN count(*)`,
  Q3: `MATCH (a:Node)-[e:MEMBER_OF]->(b:Node)<-[f:MEMBER_OF]-(c:Node)
       WHERE a.id = $node AND ${alive('e')} AND ${alive('f')} AND c.id <> $node
       HINT (((a JOIN e) JOIN b) JOIN f) JOIN c RETURN DISTINCT c.id`,
  Q4: `MATCH (a:Node)-[e:MEMBER_OF]->(b:Node)-[f:MEMBER_OF]->(c:Node)
       WHERE a.id = $node AND ${alive('e')} AND ${alive('f')}
       HINT (((a JOIN e) JOIN b) JOIN f) JOIN c
       WITH DISTINCT c
       MATCH (c)<-[g:MEMBER_OF]-(d:Node)<-[h:CHAIRED]-(p:Node) WHERE ${alive('g')} AND ${alive('h')}
       HINT (((c JOIN g) JOIN d) JOIN h) JOIN p
       RETURN DISTINCT p.id`,
  Q5: `MATCH (a:Node)-[e:${ANY}]->(b:Node) WHERE a.id = $node
       RETURN e.type, b.id, e.start_day, e.end_day ORDER BY e.start_day, e.end_day, e.type, b.id`,
  Q6: `MATCH (a:Node)<-[e:MEMBER_OF]-(b:Node)
       WHERE a.id = $node AND e.start_day <= $later AND e.end_day > $day AND
             ((e.start_day <= $day AND e.end_day <= $later) OR (e.start_day > $day AND e.end_day > $later))
       HINT (a JOIN e) JOIN b RETURN b.id`,
  Q7: `MATCH (a:Node)-[e:${ANY}]->(b:Node) WHERE ${alive('e')} RETURN a.id, b.id`,
  Q7c: `MATCH (a:Node)-[e:${ANY}]->(b:Node) WHERE ${alive('e')} RETURN count(*)`,
  Q8a: `MATCH (a:Node)-[e:MEMBER_OF]->(b:Node) WHERE a.id = $node AND e.start_day < $to AND e.end_day > $day
        HINT (a JOIN e) JOIN b RETURN b.id, e.start_day, e.end_day`,
  Q8b: `MATCH (a:Node)-[e:MEMBER_OF]->(b:Node)-[f:MEMBER_OF]->(c:Node)
        WHERE a.id = $node AND e.start_day < $to AND e.end_day > $day AND f.start_day < $to AND f.end_day > $day
          AND e.start_day < f.end_day AND f.start_day < e.end_day
        HINT (((a JOIN e) JOIN b) JOIN f) JOIN c
        RETURN c.id, e.start_day, e.end_day, f.start_day, f.end_day`,
  // About the whole graph: no hints, the plan is theirs to choose.
  Count: `MATCH (n:Node) RETURN count(n)`,
  Filter: `MATCH (:Node)-[e:MEMBER_OF]->(:Node) WHERE ${alive('e')} RETURN count(e)`,
  TwoHops: `MATCH (a:Node)-[e:MEMBER_OF]->(b:Node)-[f:MEMBER_OF]->(c:Node) WHERE ${alive('e')} AND ${alive('f')}
            RETURN c.id, count(*)`,
  TopTen: `MATCH (b:Node)-[e:MEMBER_OF]->(a:Node) WHERE ${alive('e')}
           RETURN a.id AS o, count(b) AS members ORDER BY members DESC, o LIMIT 10`,
};

/// A table a type, as COPY wants it; not part of the load that is timed. By awk: x10 is more than a string of
/// JavaScript can hold.
function split(folder) {
  const program = 'BEGIN { split(types, name, " ") } ' +
                  '{ print $1 "," $3 "," $2 "," $4 "," $5 > (place "/" name[$2 + 1] ".csv") }';
  execFileSync('awk', ['-F,', '-v', `types=${TYPES.join(' ')}`, '-v', `place=${place}`, program,
                       path.join(folder, 'fact_days.csv')]);
  const nodes = fs.readFileSync(path.join(folder, 'nodes.csv'), 'utf8').trimEnd().split('\n').length - 1;
  fs.writeFileSync(path.join(place, 'nodes.csv'), Array.from({length: nodes}, (_, i) => i).join('\n') + '\n');
}

async function execute(statement) { (await connection.query(statement)).close(); }

async function load() {
  const database = new kuzu.Database(file, 4 * 1024 ** 3);
  connection = new kuzu.Connection(database, os.availableParallelism());
  await execute('CREATE NODE TABLE Node(id INT32, PRIMARY KEY(id))');
  await execute(`COPY Node FROM '${path.join(place, 'nodes.csv')}'`);
  for (const type of TYPES) {
    await execute(`CREATE REL TABLE ${type}(FROM Node TO Node, type INT32, start_day INT32, end_day INT32)`);
    await execute(`COPY ${type} FROM '${path.join(place, `${type}.csv`)}'`);
  }
  await execute('CHECKPOINT');
  connection.setMaxNumThreadForExec(1);
  for (const [question, text] of Object.entries(CYPHER)) {
    const prepared = await connection.prepare(text);
    if (!prepared.isSuccess()) throw new Error(`${question}: ${prepared.getErrorMessage()}`);
    statements[question] = {prepared, used: new Set((text.match(/\$\w+/g) ?? []).map((name) => name.slice(1)))};
  }
}

/// The rows of the answer, each an array. The calls that wait are faster: the others hand each row over between threads.
function rowsOf(question, asked) {
  const {prepared, used} = statements[question];
  const all = {node: asked.node, day: asked.day, later: asked.later, to: asked.day + YEAR_DAYS};
  const result = connection.executeSync(prepared, Object.fromEntries([...used].map((name) => [name, all[name]])));
  const rows = result.getAllSync().map((row) => Object.values(row).map(Number));
  result.close();
  return rows;
}

const sumOfNodes = (question) => async (asked) => {
  let sum = 0;
  for (const [node] of rowsOf(question, asked)) sum ^= mixed(node);
  return sum;
};
const sumOfCounts = (question) => async (asked) => {
  let sum = 0;
  for (const [node, rows] of rowsOf(question, asked)) sum ^= mixed2(node, rows);
  return sum;
};
const count = (question) => async (asked) => rowsOf(question, asked)[0][0];

split(process.argv[2]);
await run({
  name: NAME,
  version: `${NAME === 'kuzu' ? 'Kuzu' : 'LadybugDB'} ${kuzu.VERSION}`,
  load,
  bytes: () => bytesUnder(file) + bytesUnder(`${file}.wal`),
  ask: {
    Q1: sumOfNodes('Q1'),
    Q2: sumOfNodes('Q2'),
    Q2c: count('Q2c'),
    Q3: sumOfNodes('Q3'),
    Q4: sumOfNodes('Q4'),
    async Q5(asked) {
      let sum = 0;
      for (const row of rowsOf('Q5', asked)) sum = followed(sum, ...row);
      return sum;
    },
    Q6: sumOfNodes('Q6'),
    async Q7(asked) {
      let sum = 0;
      for (const [subject, object] of rowsOf('Q7', asked)) sum ^= mixed2(subject, object);
      return sum;
    },
    Q7c: count('Q7c'),
    Count: count('Count'),
    Filter: count('Filter'),
    TwoHops: sumOfCounts('TwoHops'),
    TopTen: sumOfCounts('TopTen'),
    async Q8(asked) {
      const to = asked.day + YEAR_DAYS;
      const pieces = [];
      for (const [node, start, end] of rowsOf('Q8a', asked))
        pieces.push([node, Math.max(start, asked.day), Math.min(end, to)]);
      for (const [node, start, end, start2, end2] of rowsOf('Q8b', asked))
        pieces.push([node, Math.max(start, start2, asked.day), Math.min(end, end2, to)]);
      return sumOfPeriods(pieces.filter(([, start, end]) => start < end));
    },
  },
}).finally(() => fs.rmSync(place, {recursive: true, force: true}));
process.exit();
