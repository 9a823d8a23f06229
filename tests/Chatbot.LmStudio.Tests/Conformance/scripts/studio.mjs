// What the scripts share: the official client, quiet, and their report, one line of JSON at the end of the output.
import { LMStudioClient } from "@lmstudio/sdk";

// What does not fit the client's schemas is only found here: the call itself waits for ever.
const quiet = { debug() {}, info() {}, warn: console.error, error: console.error };

export const address = process.argv[2];
export const small = "qwen/qwen3-4b";
export const large = "qwen/qwen3-vl-8b";
export const embedding = "text-embedding-nomic-embed-text-v1.5";

export function connect(options = {}) {
  return new LMStudioClient({ baseUrl: address.replace(/^http/, "ws").replace(/\/$/, ""), logger: quiet, verboseErrorMessages: false, ...options });
}

/** The message of what is thrown; null where nothing is. */
export async function failure(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

export function report(result) {
  process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0));
}

export async function simulator(method, path, body) {
  const response = await fetch(new URL(`simulator${path}`, address), { method, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.status === 204 ? null : await response.json();
}
