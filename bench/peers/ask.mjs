// Asks a database the questions of a file that `tenure_history` wrote, checks every answer, and prints what it took
// in the form of Google Benchmark: names <question>/<system>/<history>, counters p50_us, p95_us, mean_us.
//
// A system is {name, version, load(folder), bytes(), ask: {Q1: async (asked) => number, ...}}; the numbers are those
// of bench/questions.h. A wrong answer ends the program with status 1.
import fs from 'node:fs';
import path from 'node:path';

const MIX_A = 0x9e3779b1, MIX_B = 0x85ebca77, MIX_C = 0xc2b2ae3d;
export const YEAR_DAYS = 365;

export const mixed = (node) => Math.imul(node + 1, MIX_A);
export const mixed2 = (node, other) => Math.imul(mixed(node) ^ other, MIX_B);
export const mixed3 = (node, start, end) => Math.imul(mixed2(node, start) ^ end, MIX_C);
export const followed = (sum, type, object, start, end) =>
  Math.imul(sum ^ (mixed3(object, start, end) + type), MIX_A);

/// Q8: [node, start, end] pieces, made maximal and mixed.
export function sumOfPeriods(pieces) {
  pieces.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let sum = 0;
  for (let i = 0; i < pieces.length;) {
    const [node, start] = pieces[i];
    let end = pieces[i][2];
    for (++i; i < pieces.length && pieces[i][0] === node && pieces[i][1] <= end; ++i) end = Math.max(end, pieces[i][2]);
    sum ^= mixed3(node, start, end);
  }
  return sum;
}

/// The bytes of a file or of all files in a folder.
export function bytesUnder(place) {
  const about = fs.statSync(place, {throwIfNoEntry: false});
  if (!about) return 0;
  if (!about.isDirectory()) return about.size;
  return fs.readdirSync(place).reduce((sum, name) => sum + bytesUnder(path.join(place, name)), 0);
}

/// By question, in the order of the file.
function questionsOf(file) {
  const byQuestion = new Map();
  for (const line of fs.readFileSync(file, 'utf8').trimEnd().split('\n')) {
    const [question, node, day, later, answer] = line.split(',');
    if (!byQuestion.has(question)) byQuestion.set(question, []);
    byQuestion.get(question).push({node: +node, day: +day, later: +later, answer: +answer});
  }
  return byQuestion;
}

const us = (from, to) => Number(to - from) / 1000;

/// Not for longer than seconds; at least one.
async function measure(question, ask, questions, warmUp, seconds) {
  const late = (since, share) => us(since, process.hrtime.bigint()) > share * seconds * 1e6;
  let begin = process.hrtime.bigint();
  for (const asked of warmUp) {
    await ask(asked);
    if (late(begin, 0.2)) break;
  }
  const times = [];
  begin = process.hrtime.bigint();
  for (const asked of questions) {
    const before = process.hrtime.bigint();
    const answer = await ask(asked);
    times.push(us(before, process.hrtime.bigint()));
    if (answer >>> 0 !== asked.answer) {
      throw new Error(`${question} of node ${asked.node} on day ${asked.day}, ${asked.later}: ${answer >>> 0}, ` +
                      `and not ${asked.answer}`);
    }
    if (late(begin, 1)) break;
  }
  times.sort((a, b) => a - b);
  return {
    p50_us: times[Math.floor(times.length / 2)],
    p95_us: times[Math.floor(times.length * 0.95)],
    mean_us: times.reduce((a, b) => a + b, 0) / times.length,
    questions: times.length,
  };
}

/// The main of a peer: arguments are the folder of the history, its name (x1), and the file to write.
export async function run(system) {
  const [folder, history, output] = process.argv.slice(2);
  const seconds = +(process.env.TENURE_BENCH_SECONDS ?? 20);
  const atMost = +(process.env.TENURE_BENCH_QUESTIONS ?? 1e9);
  const benchmarks = [];
  const add = (what, counters) => {
    benchmarks.push({name: `${what}/${system.name}/${history}`, run_type: 'iteration', ...counters});
    console.log(benchmarks.at(-1).name, JSON.stringify(counters));
  };
  const begin = process.hrtime.bigint();
  await system.load(folder);
  const build_s = us(begin, process.hrtime.bigint()) / 1e6;
  const bytes = await system.bytes();
  const facts = fs.readFileSync(path.join(folder, 'fact_days.csv')).reduce((n, byte) => n + (byte === 10 ? 1 : 0), 0);
  add('Build', {build_s, bytes, bytes_per_fact: bytes / facts});
  const warmUp = questionsOf(path.join(folder, 'warm_up.csv'));
  for (const [question, questions] of questionsOf(path.join(folder, 'questions.csv'))) {
    const ask = system.ask[question.replace('w', '')];
    if (!ask) continue;
    add(question, await measure(question, ask, questions.slice(0, atMost), warmUp.get(question), seconds));
  }
  // About the whole graph, of those that have them (bench/graph_questions.h); the first warms up.
  for (const [question, questions] of questionsOf(path.join(folder, 'graph_questions.csv'))) {
    const ask = system.ask[question];
    if (!ask) continue;
    const asked = questions.slice(1, Math.min(questions.length, atMost + 1));
    add(question, await measure(question, ask, asked, questions.slice(0, 1), seconds));
  }
  fs.writeFileSync(output, JSON.stringify({context: {[system.name]: system.version}, benchmarks}, null, 1));
}
