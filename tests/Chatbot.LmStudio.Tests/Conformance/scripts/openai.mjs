import OpenAI from "openai";
import { address, embedding, report, simulator, small } from "./studio.mjs";

const client = new OpenAI({ baseURL: new URL("v1", address).href, apiKey: process.argv[3] ?? "none", maxRetries: 0 });
const messages = [{ role: "user", content: "Why is the sky blue?" }];

async function refusal(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status ?? null, code: error.code ?? null, message: error.message };
  }
}

const unknown = await refusal(() => client.chat.completions.create({ model: "no/such", messages }));
const models = [];
for await (const model of client.models.list()) models.push(model.id);
const whole = await client.chat.completions.create({ model: small, messages, temperature: 0.2, top_p: 0.9, seed: 7, presence_penalty: 0, frequency_penalty: 0 });
const stopped = await client.chat.completions.create({ model: small, messages, stop: ["sky", "sun"] });
const limited = await client.chat.completions.create({ model: small, messages, max_tokens: 3 });

let [streamed, usage, finish, chunks] = ["", null, null, 0];
for await (const chunk of await client.chat.completions.create({ model: small, messages, stream: true, stream_options: { include_usage: true } })) {
  chunks++;
  streamed += chunk.choices[0]?.delta.content ?? "";
  finish = chunk.choices[0]?.finish_reason ?? finish;
  usage = chunk.usage ?? usage;
}

const weather = [{ role: "user", content: "What is the weather in San Francisco?" }];
const tools = [{ type: "function", function: { name: "getWeather", parameters: { type: "object", properties: {} } } }];
const called = (await client.chat.completions.stream({ model: small, messages: weather, tools }).finalChatCompletion()).choices[0];
const result = { role: "tool", tool_call_id: called.message.tool_calls[0].id, content: "{}" };
const answered = (await client.chat.completions.create({ model: small, messages: [...weather, called.message, result], tools })).choices[0];
const wholeCall = (await client.chat.completions.create({ model: small, messages: weather, tools })).choices[0];

await simulator("PUT", "/faults", { slowPrefill: { seconds: 3600, times: 1 } });
const abort = new AbortController();
const aborting = refusal(() => client.chat.completions.create({ model: small, messages }, { signal: abort.signal }));
while (!(await simulator("GET", "")).instanceDetails.some(instance => instance.status === "processingPrompt"));
abort.abort();
const aborted = await aborting;
while ((await simulator("GET", "")).requestsCancelled === 0);

await simulator("PUT", "/faults", { truncateStream: { afterTokens: 2, times: 1 } });
const cut = await refusal(async () => {
  for await (const _ of await client.chat.completions.create({ model: small, messages, stream: true }));
});

const vectors = await client.embeddings.create({ model: embedding, input: ["sky", "sea"], encoding_format: "float" });
const packed = await client.embeddings.create({ model: embedding, input: "sky" });
report({
  unknown, models, streamed, usage, finish, chunks, aborted, cut,
  whole: { text: whole.choices[0].message.content, model: whole.model, usage: whole.usage, finish: whole.choices[0].finish_reason },
  called, answered, wholeCall,
  stopped: stopped.choices[0],
  limited: limited.choices[0],
  vectors: vectors.data.map(entry => entry.embedding.length),
  same: Math.abs(vectors.data[0].embedding[0] - packed.data[0].embedding[0]) < 1e-6,
  packed: packed.data[0].embedding.length,
});
