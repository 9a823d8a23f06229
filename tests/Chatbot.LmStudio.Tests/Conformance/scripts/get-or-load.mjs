import { connect, failure, large, report, simulator, small } from "./studio.mjs";

const client = connect();
const nothing = await failure(() => client.llm.model());
const progress = [];
const [first, second] = [
  await client.llm.model(small, { verbose: false, ttl: 90, onProgress: value => progress.push(value) }),
  await client.llm.model(small, { verbose: false }),
];
const any = await client.llm.model();
const info = await first.getModelInfo();
const other = await client.llm.model(large, { verbose: false });
report({
  nothing, progress,
  same: first.identifier === second.identifier && any.identifier === first.identifier,
  ttlMs: info.ttlMs,
  afterOther: (await client.llm.listLoaded()).map(handle => handle.identifier),
  other: other.identifier,
  unknown: await failure(() => client.llm.model("no/such", { verbose: false })),
  loadsStarted: (await simulator("GET", "")).loadsStarted,
});
