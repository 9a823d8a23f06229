import { connect, embedding, failure, large, report, simulator, small } from "./studio.mjs";

const client = connect();
const estimate = await client.llm.estimateResourcesUsage(small, { contextLength: 4096 });
const longer = await client.llm.estimateResourcesUsage(small, { contextLength: 32768 });
const half = await client.llm.estimateResourcesUsage(small, { contextLength: 4096, gpu: { ratio: 0.5 } });
const tooLarge = await client.llm.estimateResourcesUsage(large, { contextLength: 262144 });
const refused = await failure(() => client.llm.load(large, { verbose: false, config: { contextLength: 262144 } }));

const vectors = await client.embedding.model(embedding, { verbose: false });
const [one, again, other] = [await vectors.embed("sky"), await vectors.embed("sky"), await vectors.embed(["sea", "sand"])];
const llm = await client.llm.model(small, { verbose: false });
report({
  estimate, longer, half, tooLarge, refused,
  dimensions: one.embedding.length,
  same: JSON.stringify(one.embedding) === JSON.stringify(again.embedding),
  different: JSON.stringify(one.embedding) !== JSON.stringify(other[0].embedding),
  several: other.length,
  tokens: (await llm.tokenize("The sky is blue.")).length,
  count: await llm.countTokens("The sky is blue."),
  unknown: await failure(() => client.llm.estimateResourcesUsage("no/such", {})),
  requests: (await simulator("GET", "")).requestsCompleted,
});
