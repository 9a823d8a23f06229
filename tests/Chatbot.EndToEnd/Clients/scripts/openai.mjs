// OpenAI's own client: address, key, a local model, an embedding model.
import OpenAI from "openai";

const [address, key, model, embedding] = process.argv.slice(2);
const client = new OpenAI({ baseURL: new URL("v1", address).href, apiKey: key, maxRetries: 0 });
const messages = [{ role: "user", content: "Why is the sky blue?" }];

async function refusal(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status ?? null, code: error.code ?? null, message: error.message };
  }
}

const models = [];
for await (const entry of client.models.list()) models.push(entry.id);
const one = await client.models.retrieve(model);
const whole = await client.chat.completions.create({ model, messages });

let [streamed, usage, finish] = ["", null, null];
for await (const chunk of await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } })) {
  streamed += chunk.choices[0]?.delta.content ?? "";
  finish = chunk.choices[0]?.finish_reason ?? finish;
  usage = chunk.usage ?? usage;
}

const vectors = await client.embeddings.create({ model: embedding, input: ["sky", "sea"], encoding_format: "float" });
const abort = new AbortController();
const aborted = await refusal(async () => {
  for await (const _ of await client.chat.completions.create({ model, messages, stream: true }, { signal: abort.signal })) abort.abort();
});
const unknown = await refusal(() => client.chat.completions.create({ model: "lmstudio:no/such", messages }));
const malformed = await refusal(() => client.chat.completions.create({ model, messages: [] }));
const chatByEmbedding = await refusal(() => client.chat.completions.create({ model: embedding, messages }));
const stranger = new OpenAI({ baseURL: new URL("v1", address).href, apiKey: "sk-chatbot-wrong", maxRetries: 0 });
const wrongKey = await refusal(() => stranger.models.list());

console.log(JSON.stringify({
  models, one: one.id, streamed, usage, finish,
  whole: { text: whole.choices[0].message.content, finish: whole.choices[0].finish_reason, usage: whole.usage },
  vectors: vectors.data.map(entry => entry.embedding.length),
  aborted, unknown, malformed, chatByEmbedding, wrongKey,
}));
