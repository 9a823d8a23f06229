// The AI SDK's own transport and reader, as a page of the template uses them: address, cookie, model.
import { DefaultChatTransport, readUIMessageStream } from "ai";
import { randomUUID } from "node:crypto";

const [address, cookie, model] = process.argv.slice(2);
const headers = { cookie };

const transport = new DefaultChatTransport({
  api: new URL("api/chat", address).href,
  headers,
  prepareSendMessagesRequest: ({ id, messages }) => ({
    body: { id, message: messages.at(-1), selectedChatModel: model, selectedVisibilityType: "private" },
  }),
});

const question = text => [{ id: randomUUID(), role: "user", parts: [{ type: "text", text }] }];

async function assemble(stream) {
  const errors = [];
  let message = null;
  for await (const state of readUIMessageStream({ stream, onError: error => errors.push(String(error)) })) message = structuredClone(state);
  return { message, errors };
}

async function stored(chat) {
  const answer = await fetch(new URL(`api/chat/${chat}`, address), { headers });
  return (await answer.json()).messages.at(-1);
}

const plain = randomUUID();
const answered = await assemble(await transport.sendMessages({ chatId: plain, messages: question("Why is the sky blue?"), trigger: "submit-message" }));

// The reader leaves in the middle, and comes back by the transport's own way.
const left = randomUUID();
const reader = (await transport.sendMessages({ chatId: left, messages: question("Write code to demonstrate Dijkstra's algorithm"), trigger: "submit-message" })).getReader();
for (let heard = 0; heard < 8; heard++) await reader.read();
await reader.cancel();
const resumed = await assemble(await transport.reconnectToStream({ chatId: left }));

// Once more after the end: the whole message as one part.
const late = [];
for await (const chunk of await transport.reconnectToStream({ chatId: left })) late.push(chunk.type);

console.log(JSON.stringify({
  plain: { ...answered, stored: await stored(plain) },
  resumed: { ...resumed, stored: await stored(left) },
  late,
}));
