import { connect, failure, large, report, simulator, small } from "./studio.mjs";

// A lost socket also fails calls of the client that nobody waits for.
process.on("unhandledRejection", () => {});
process.on("uncaughtException", error => {
  if (!/WebSocket connection closed/.test(error.message)) throw error;
});
const client = connect();
const logs = new Set();
await client.llm.load(small, { verbose: false });
const disconnected = client.system.whenDisconnected();
const stopLogs = client.diagnostics.unstable_streamLogs?.(entry => logs.add(entry.data.type));
await client.system.getLMStudioVersion();
const model = await client.llm.model(small);
// The log has a socket of its own, which may open when an answer has gone by: then the next one is in it.
do await model.respond("Why is the sky blue?", { maxTokens: 2 }).result(); while (stopLogs && logs.size < 2);

await simulator("PUT", "/faults", { stallLoad: { times: 1 } });
const load = failure(() => client.llm.load(large, { verbose: false }));
while ((await simulator("GET", "")).loading.length === 0);
await simulator("POST", "/restart");
await disconnected;
report({ load: await load, logs: [...logs].sort(), after: (await client.llm.listLoaded()).length, version: (await client.system.getLMStudioVersion()).version });
