import OpenAI from "openai";
import { address, report } from "./studio.mjs";

const list = apiKey => new OpenAI({ baseURL: new URL("v1", address).href, apiKey, maxRetries: 0 }).models.list();
const none = await list("wrong").then(() => null, error => ({ name: error.constructor.name, status: error.status, code: error.code }));
report({ none, right: (await list(process.argv[3])).data.length });
