import { connect, failure, report } from "./studio.mjs";

// The client leaves a promise of a cancelled download unhandled, besides the one it returns.
process.on("unhandledRejection", () => {});
const client = connect();
const results = await client.repository.searchModels({ searchTerm: "gemma", limit: 3 });
const options = await results[0].getDownloadOptions();
const key = "google/gemma-3-4b";

const cancel = new AbortController();
const cancelled = await failure(() => options[1].download({ signal: cancel.signal, onProgress: () => cancel.abort() }));
const afterCancel = (await client.system.listDownloadedModels()).length;

const progress = [];
let finalizing = false;
const identifier = await options[0].download({ onProgress: update => progress.push(update), onStartFinalizing: () => (finalizing = true) });
const listed = (await client.system.listDownloadedModels()).map(model => model.modelKey);
const model = await client.llm.load(identifier, { verbose: false });
report({
  names: results.map(result => result.name),
  options: options.map(option => ({ quantization: option.quantization, size: option.sizeBytes, fit: option.fitEstimation, recommended: option.isRecommended() })),
  cancelled, afterCancel, progress, finalizing, identifier, listed, key,
  loaded: model.identifier,
});
