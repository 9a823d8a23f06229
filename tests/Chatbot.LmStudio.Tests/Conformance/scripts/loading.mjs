import { connect, embedding, failure, large, report, simulator, small } from "./studio.mjs";

const client = connect();
const progress = [];
const model = await client.llm.load(small, {
  identifier: "mine",
  ttl: 600,
  config: { contextLength: 8192, maxParallelPredictions: 2 },
  verbose: false,
  onProgress: value => progress.push(value),
});
const info = await model.getModelInfo();
const contextLength = await model.getContextLength();
const second = await client.llm.load(small, { verbose: false });
const third = await client.llm.load(small, { verbose: false });
const taken = await failure(() => client.llm.load(small, { identifier: "mine", verbose: false }));
const unknown = await failure(() => client.llm.load("no/such", { verbose: false }));

const cancel = new AbortController();
const cancelled = await failure(() =>
  client.llm.load(large, { verbose: false, signal: cancel.signal, onProgress: value => value > 0 && cancel.abort() }));
let status = await simulator("GET", "");
while (status.loading.length > 0) status = await simulator("GET", "");

const slots = (await simulator("GET", "")).instanceDetails;
const before = (await client.llm.listLoaded()).map(handle => handle.identifier);
await model.unload();
await client.llm.unload(third.identifier);
const unloadUnknown = await failure(() => client.llm.unload("nobody"));
const vectors = await client.embedding.load(embedding, { verbose: false });
report({
  progress, info, contextLength, taken, unknown, cancelled, before, unloadUnknown,
  slots,
  identifiers: [model.identifier, second.identifier, third.identifier],
  after: (await client.llm.listLoaded()).map(handle => handle.identifier),
  embeddings: (await client.embedding.listLoaded()).map(handle => handle.identifier),
  vectors: vectors.identifier,
  gone: (await model.getModelInfo().catch(error => error.message)) ?? null,
});
