import { connect, failure, large, report, simulator } from "./studio.mjs";

const sky = [{ role: "system", content: "Be exact." }, { role: "user", content: "Why is the sky blue?" }];
const client = connect();
const model = await client.llm.load(large, { verbose: false });

const [prompt, fragments] = [[], []];
const prediction = model.respond(sky, { onPromptProcessingProgress: value => prompt.push(value), onPredictionFragment: fragment => fragments.push(fragment) });
let streamed = "";
for await (const { content } of prediction) streamed += content;
const whole = await prediction.result();

const stopping = model.respond(sky, { stopStrings: ["sky"] });
const stopped = await stopping.result();
const limited = await model.respond(sky, { maxTokens: 5 }).result();
const completed = await model.complete("Why is the sky blue?", { maxTokens: 4 }).result();

await simulator("PUT", "/faults", { slowPrefill: { seconds: 3600, times: 1 } });
const waiting = model.respond(sky);
let busy = await model.getInstanceProcessingState();
while (busy.status === "idle") busy = await model.getInstanceProcessingState();
await waiting.cancel();
const cancelled = await waiting.result();
let idle = await model.getInstanceProcessingState();
while (idle.status !== "idle") idle = await model.getInstanceProcessingState();

await simulator("PUT", "/faults", { unloadUnderAnswer: { afterTokens: 3 } });
const unloaded = await failure(() => model.respond(sky).result());
const late = await failure(() => model.respond(sky).result());

report({
  prompt, streamed, busy, idle, unloaded, late,
  types: [...new Set(fragments.map(fragment => fragment.reasoningType))],
  whole: { content: whole.content, nonReasoning: whole.nonReasoningContent, reasoning: whole.reasoningContent, stats: whole.stats, model: whole.modelInfo.identifier, rounds: whole.roundIndex },
  stopped: { content: stopped.nonReasoningContent, reason: stopped.stats.stopReason },
  limited: { tokens: limited.stats.predictedTokensCount, reason: limited.stats.stopReason },
  completed: completed.stats,
  cancelled: cancelled.stats.stopReason,
  counters: await simulator("GET", ""),
});
